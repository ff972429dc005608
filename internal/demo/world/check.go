package world

import (
	"errors"
	"fmt"
)

// findings collects everything that is wrong, so that an editor of the files mends it in one go.
type findings struct{ errs []error }

// want notes a finding unless the condition holds.
func (f *findings) want(ok bool, format string, args ...any) {
	if !ok {
		f.errs = append(f.errs, fmt.Errorf(format, args...))
	}
}

// check holds the files against each other and against the rules of the demo.
func (w *World) check() error {
	f := &findings{}
	w.checkRegions(f)
	w.checkOrganisations(f)
	w.checkPeople(f)
	for i := range w.Forums {
		w.checkForum(f, &w.Forums[i])
	}
	w.checkRoles(f)
	for i := range w.Threads {
		w.checkThread(f, &w.Threads[i])
	}
	w.checkProposals(f)
	w.checkCommitments(f)
	w.checkMeetings(f)
	w.checkMinutes(f)
	w.checkHandlings(f)
	w.checkPartnerships(f)
	w.checkCharters(f)
	w.checkStatements(f)
	w.checkDocuments(f)
	w.checkPlay(f)
	return errors.Join(f.errs...)
}

func (w *World) checkRegions(f *findings) {
	f.text(w.RegionNote, "note of the regions")
	codes := map[string]bool{}
	tiles := map[string]string{}
	for _, r := range w.Regions {
		f.want(!codes[r.Code] && len(r.Code) == 6, "region %s: code is not six digits or stands twice", r.Code)
		codes[r.Code] = true
		f.text(r.Name, "name of region "+r.Code)
		f.want(r.Pinyin != "" && r.SortKey != "", "region %s: no pinyin", r.Code)
		f.want(codes[r.Province], "region %s: province %s does not stand before it", r.Code, r.Province)
		if r.IsProvince() {
			f.text(r.FirstMention, "first mention of region "+r.Code)
			f.want(r.Tile == nil, "region %s: a province has no tile", r.Code)
			continue
		}
		f.want(r.Tile != nil && r.Tile.Row > 0 && r.Tile.Column > 0, "region %s: no tile", r.Code)
		if r.Tile != nil {
			place := fmt.Sprint(r.Province, *r.Tile)
			f.want(tiles[place] == "", "region %s: shares its tile with %s", r.Code, tiles[place])
			tiles[place] = r.Code
		}
	}
}

func (w *World) checkOrganisations(f *findings) {
	known := map[string]bool{"SE": true, "": true}
	for _, r := range w.Regions {
		known[r.Code] = true
	}
	seen := map[string]bool{}
	for _, o := range w.Organisations {
		f.want(!seen[o.Key] && !seen[o.SortKey], "organisation %s: key or sort key stands twice", o.Key)
		seen[o.Key], seen[o.SortKey] = true, true
		f.text(o.Name, "name of "+o.Key)
		f.checkServices(o, known)
		f.want(o.NativeName != "" && o.NativeLanguage != "", "organisation %s: no native name", o.Key)
		f.want(known[o.Region], "organisation %s: region %s is unknown", o.Key, o.Region)
		f.want(validIdentifier(o.Identifier), "organisation %s: %s %q does not pass its check", o.Key, o.Identifier.Scheme, o.Identifier.Value)
		if o.WorksWithChildren || o.Kind == "ngo" {
			f.text(o.SafeguardingPolicy, "safeguarding policy of "+o.Key)
		}
	}
}

// checkServices wants of everybody either services or a word on what it does, and of authorities their mandate.
func (f *findings) checkServices(o Organisation, regions map[string]bool) {
	if o.Authority() || len(o.Services) == 0 || o.Does != (Text{}) {
		f.text(o.Does, "what "+o.Key+" does")
	}
	for _, s := range o.Services {
		name := "service " + s.Name.EN + " of " + o.Key
		f.text(s.Name, name)
		if s.About != (Text{}) {
			f.text(s.About, name+", described")
		}
		f.want(len(s.For) > 0, "%s is for nobody", name)
		for _, code := range s.Regions {
			f.want(regions[code] && code != "", "%s: region %s is unknown", name, code)
		}
	}
}
