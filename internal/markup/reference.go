package markup

import (
	"regexp"
	"strings"
)

// referenceForm is how a discussion is named in the record and on paper, "HD-T-2016-01", a post in it, "HD-T-2016-01 #3", and a
// commitment or a partnership, "HD-C-2017-01", "JH-PA-2018-01".
var referenceForm = regexp.MustCompile(`\b([A-Z]{2,8}-(?:T|C|PA)-[0-9]{4}-[0-9]{2,4})(?: ?#([1-9][0-9]{0,4}))?\b`)

// references puts words on the page, and makes links of the references among them. The address names no language, since a text is
// painted once for all readers; whoever follows it is led to her own, or told that there is no such page for her.
func (p *painter) references(said string) {
	done := 0
	if !p.inLink && (strings.Contains(said, "-T-") || strings.Contains(said, "-C-") || strings.Contains(said, "-PA-")) { // the expression need not look at words that have none
		for _, at := range referenceForm.FindAllStringSubmatchIndex(said, -1) {
			href := "/r/" + said[at[2]:at[3]]
			if at[4] >= 0 {
				href += "/" + said[at[4]:at[5]]
			}
			p.say(said[done:at[0]])
			opened := p.open(href)
			p.say(said[at[0]:at[1]])
			p.shut(opened)
			done = at[1]
		}
	}
	p.say(said[done:])
}
