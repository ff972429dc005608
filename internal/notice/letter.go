package notice

import (
	"bytes"
	"embed"
	"html/template"
	"strings"
	"sync"
	texttemplate "text/template"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/mail"
)

//go:embed letter.html letter.txt
var bodies embed.FS

// forms are the two bodies of every letter, read once.
var forms = sync.OnceValues(func() (*template.Template, *texttemplate.Template) {
	return template.Must(template.ParseFS(bodies, "letter.html")), texttemplate.Must(texttemplate.ParseFS(bodies, "letter.txt"))
})

// sheet is what a letter says, in finished words. Nothing of a post's text is ever on it.
type sheet struct {
	Tag      string // of the language
	House    string
	Subject  string
	Greeting string
	Intro    string // empty: none
	Items    []point
	Link     string // the one big link; empty: each item has its own
	Open     string // its words
	After    string // what to know of the link, or where the register stands; empty: nothing
	Why      string
	Change   string // empty: such letters cannot be switched off
	Settings string
	Robot    string
}

// point is one thing that happened.
type point struct {
	Sentence string
	Said     []lang.Piece // the sentence, by the languages in it
	Reason   []lang.Piece // with its label; empty: none
	When     string
	Link     string // empty: the letter has one for all
}

// plain is a point in the letter's language alone.
func plain(sentence string) point {
	return point{Sentence: sentence, Said: []lang.Piece{{Text: sentence}}}
}

// wantsMail tells whether she gets letters at all. Whoever changed from at once to daily still gets what was queued before.
func (r reader) wantsMail() bool { return r.mode == account.AtOnce || r.mode == account.Daily }

// address is where a path of the forum lies, for a reader of a language.
func (n *Notices) address(code lang.Code, path string) string {
	return n.origin + "/" + string(code) + path
}

// blank is a sheet with what stands on all of them.
func (n *Notices) blank(t *lang.Speaker, name string) sheet {
	return sheet{Tag: t.Tag(), House: t.Say("web.name"), Greeting: t.Say("mail.greeting", fault.Args{"Name": name}), Robot: t.Say("mail.robot")}
}

// letter writes the letter about one notice, in the language and the zone of its reader.
func (n *Notices) letter(i Item, r reader) (mail.Letter, error) {
	t := n.catalogue.Speaker(r.language)
	s := n.blank(t, r.name)
	p := n.point(t, i, r)
	s.Link, p.Link, s.Open = p.Link, "", t.Say("mail.open")
	s.Items = []point{p}
	s.Subject = subject(t, p.Sentence)
	s.Why, s.Change, s.Settings = t.Of("mail.why", string(i.Why)), t.Say("mail.change"), n.address(r.language, "/account")
	l, err := n.write(s, "notice."+string(i.ID))
	l.To, l.ToName, l.References = r.email, r.name, []string{"about." + i.Topic + "@" + n.domain}
	if i.QueuedAt != nil {
		l.At = *i.QueuedAt
	}
	return l, err
}

func (n *Notices) point(t *lang.Speaker, i Item, r reader) point {
	said := i.Message(string(r.language))
	p := point{Sentence: t.Message(said), Said: t.Pieces(said), When: t.DateTimeBoth(i.At, r.zone()), Link: n.address(r.language, i.Path())}
	if reason := i.Reason(); reason != "" {
		p.Reason = t.Pieces(fault.Message{ID: "mail.reason", Args: fault.Args{"Reason": lang.Quoted{Text: reason, Lang: lang.Guess(reason).Tag()}}})
	}
	return p
}

// subject is the first sentence of what happened, under the forum's name.
func subject(t *lang.Speaker, sentence string) string {
	for _, end := range []string{"。", ". "} {
		if first, _, more := strings.Cut(sentence, end); more {
			sentence = first
		}
	}
	sentence = strings.TrimRight(sentence, "。.")
	const most = 120
	if runes := []rune(sentence); len(runes) > most {
		sentence = string(runes[:most-1]) + "…"
	}
	return t.Say("mail.subject", fault.Args{"Name": t.Say("web.name"), "Sentence": sentence})
}

// write fills both bodies. The Message-ID follows from the id of what is told, so that a repeat is the same letter.
func (n *Notices) write(s sheet, id string) (mail.Letter, error) {
	html, text := forms()
	var h, x bytes.Buffer
	if err := html.Execute(&h, s); err != nil {
		return mail.Letter{}, err
	}
	if err := text.Execute(&x, s); err != nil {
		return mail.Letter{}, err
	}
	return mail.Letter{FromName: s.House, Subject: s.Subject, Text: x.String(), HTML: h.String(), MessageID: id + "@" + n.domain,
		Language: s.Tag, ListUnsubscribe: s.Settings, At: clock.Wall()}, nil
}
