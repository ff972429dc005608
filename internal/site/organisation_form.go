package site

import (
	"net/url"
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/web"
)

// organisationTyped reads the form of an organisation as it was sent.
func (v *visit) organisationTyped() (organisation.Form, error) {
	sent, err := v.FormParams()
	if err != nil {
		return organisation.Form{}, fault.Invalid()
	}
	line := func(name string) string { return input.Tidy(sent.Get(name)) }
	return organisation.Form{
		Key: line("key"), Kind: sent.Get("kind"), NameZh: line("name_zh"), NameEn: line("name_en"), NameSv: line("name_sv"),
		NameNative: line("name_native"), NativeLanguage: sent.Get("native_language"), SortKey: line("sort_key"),
		Region: sent.Get("region"), AlsoRegions: alsoRegions(sent), Scheme: sent.Get("scheme"), Identifier: line("identifier"),
		IdentifierNote: line("identifier_note"), ServicesZh: shaped(sent.Get("services_zh")), ServicesEn: shaped(sent.Get("services_en")),
		ServicesSv: shaped(sent.Get("services_sv")), WorksWithChildren: sent.Get("works_with_children") == "1",
		Safeguarding: shaped(sent.Get("safeguarding")), Evidence: shaped(sent.Get("evidence")), Version: v.version(),
	}, nil
}

// alsoRegions are the ticked divisions, in the shape in which the room keeps them.
func alsoRegions(sent url.Values) string { return strings.Join(sent["also_regions"], " ") }

// bodyForm builds the parts of the form: a field that is locked is left out, and shown as it stands.
type bodyForm struct {
	v      *visit
	form   organisation.Form
	said   map[string]string
	locked []string
	key    string // of the organisation; "new" for a new one
}

// organisationParts is the form in parts. o is nil for a new body.
func (v *visit) organisationParts(form organisation.Form, o *organisation.Organisation, regions []organisation.Region, bad *fault.Fault) []web.FormPart {
	b := bodyForm{v: v, form: form, said: map[string]string{}, key: "new"}
	if bad != nil {
		b.said = web.Errors(v.t, bad.Fields)
	}
	if o != nil {
		b.locked, b.key = lockedFields(*o), o.Key
	}
	parts := []web.FormPart{
		b.part("names", b.line("name_native", form.NameNative), b.pick("native_language", form.NativeLanguage, languageOptions()),
			b.line("name_zh", form.NameZh), b.line("name_en", form.NameEn), b.line("name_sv", form.NameSv), b.line("sort_key", form.SortKey)),
		b.part("what", b.pick("kind", form.Kind, b.kinds()), b.pick("scheme", form.Scheme, b.schemes()), b.line("identifier", form.Identifier),
			b.format(o), b.line("identifier_note", form.IdentifierNote), b.text("evidence", form.Evidence, 3)),
		b.part("where", b.pick("region", form.Region, b.regions(regions)), b.ticks("also_regions", form.AlsoRegions, regions)),
		b.part("work", b.text("services_zh", form.ServicesZh, 4), b.text("services_en", form.ServicesEn, 4), b.text("services_sv", form.ServicesSv, 4)),
		b.part("children", b.tick("works_with_children", form.WorksWithChildren), b.text("safeguarding", form.Safeguarding, 3)),
	}
	parts[3].Lead = v.t.Say("org_page.services_lead")
	if o == nil {
		parts[0].Fields = append(parts[0].Fields, *b.line("key", form.Key))
	}
	return slices.DeleteFunc(parts, func(p web.FormPart) bool { return len(p.Fields) == 0 })
}

// lockedFields are those that only an application changes, as the room has it.
func lockedFields(o organisation.Organisation) []string {
	if o.State == organisation.Draft || o.State == organisation.InfoRequested {
		return nil
	}
	return []string{"kind", "name_native", "native_language", "sort_key", "region", "also_regions", "scheme", "identifier", "identifier_note", "evidence",
		"name_" + o.NativeLanguage}
}

func (b bodyForm) part(name string, fields ...*web.FormField) web.FormPart {
	p := web.FormPart{Title: b.v.t.Of("org_page.part", name)}
	for _, f := range fields {
		if f != nil {
			p.Fields = append(p.Fields, *f)
		}
	}
	return p
}

// ask is what every field has. None of them is required by the browser: a draft may be saved half full.
func (b bodyForm) ask(name, value string) (web.Ask, bool) {
	if slices.Contains(b.locked, name) {
		return web.Ask{}, false
	}
	called := worded(policy.Kind(b.form.Kind), name)
	return web.Ask{Name: name, Label: b.v.t.Of("org_page.f", called), Hint: b.v.t.Of("org_page.h", called), Error: b.said[name], Value: value,
		Optional: !slices.Contains([]string{"kind", "native_language", "name_native"}, name)}, true
}

// worded is what a field is called: in which words an organisation says what it does is an authority's mandate.
func worded(kind policy.Kind, field string) string {
	if code, does := strings.CutPrefix(field, "services_"); does && kind.Authority() {
		return "mandate_" + code
	}
	return field
}

func (b bodyForm) line(name, value string) *web.FormField {
	ask, open := b.ask(name, value)
	if !open {
		return nil
	}
	if code, isName := strings.CutPrefix(name, "name_"); isName && lang.Code(code).Valid() {
		ask.Lang = lang.Code(code).Tag()
	}
	return &web.FormField{Line: &web.Input{Ask: ask, Autocomplete: "off", Short: name == "key" || name == "sort_key"}}
}

func (b bodyForm) text(name, value string, rows int) *web.FormField {
	ask, open := b.ask(name, value)
	if !open {
		return nil
	}
	if code, isService := strings.CutPrefix(name, "services_"); isService {
		ask.Lang = lang.Code(code).Tag()
	} else if tag := web.Tongue(b.v.t, value); tag != b.v.t.Tag() {
		ask.Lang = tag
	}
	const longest = 2000
	area := &web.Area{Ask: ask, Rows: rows, Max: longest, Check: web.Link(b.v.t, "/check"), Draft: organisationDraft(b.key, name)}
	if name == "evidence" {
		area.Max = longest / 2
	}
	if ask.Error != "" {
		area.Hits = b.v.hits(value, b.v.s.Threads.Look(value))
	}
	return &web.FormField{Text: area}
}

func (b bodyForm) pick(name, value string, options []web.Option) *web.FormField {
	ask, open := b.ask(name, value)
	if !open {
		return nil
	}
	if value != "" && !slices.ContainsFunc(options, func(o web.Option) bool { return o.Value == value }) {
		options = append(options, web.Option{Value: value, Word: value})
	}
	return &web.FormField{Pick: &web.Choice{Ask: ask, Options: options}}
}

func (b bodyForm) tick(name string, on bool) *web.FormField {
	ask, open := b.ask(name, "")
	if !open {
		return nil
	}
	return &web.FormField{Ticks: &web.Choice{Ask: ask, Options: []web.Option{{Value: "1", Word: b.v.t.Say("org_page.yes_children"), Chosen: on}}}}
}

// ticks lists provinces and prefectures to tick.
func (b bodyForm) ticks(name, chosen string, regions []organisation.Region) *web.FormField {
	ask, open := b.ask(name, "")
	if !open {
		return nil
	}
	return &web.FormField{Ticks: b.v.regionTicks(ask, regions, strings.Fields(chosen))}
}

// regionTicks lists provinces and prefectures to tick, and whatever else was chosen before or is offered besides.
func (v *visit) regionTicks(ask web.Ask, regions []organisation.Region, chosen []string, besides ...string) *web.Choice {
	choice := &web.Choice{Ask: ask}
	add := func(code, word string) {
		if !slices.ContainsFunc(choice.Options, func(o web.Option) bool { return o.Value == code }) {
			choice.Options = append(choice.Options, web.Option{Value: code, Word: word, Chosen: slices.Contains(chosen, code)})
		}
	}
	for _, r := range living(regions) {
		add(r.Code, v.regionWord(r))
	}
	names := v.regionNames(regions)
	for _, code := range slices.Concat(chosen, besides) {
		word := names[code]
		if word == "" {
			word = code
		}
		add(code, word)
	}
	return choice
}

// regionWord sets what lies in a province a little aside.
func (v *visit) regionWord(r organisation.Region) string {
	switch {
	case r.Level == levelProvince || r.Level == "country":
		return r.Name(v.code())
	case prefecture(r):
		return "– " + r.Name(v.code())
	}
	return "– – " + r.Name(v.code())
}

// regions are the divisions to choose one from. Those that were abolished stay choosable only for whoever has one.
func (b bodyForm) regions(all []organisation.Region) []web.Option {
	options := []web.Option{{Word: b.v.t.Say("org_page.choose")}}
	for _, r := range all {
		if r.ValidTo == "" || r.Code == b.form.Region {
			options = append(options, web.Option{Value: r.Code, Word: b.v.regionWord(r)})
		}
	}
	return append(options, web.Option{Value: "SE", Word: b.v.t.Say("org_page.sweden")})
}

func (b bodyForm) kinds() []web.Option {
	options := []web.Option{{Word: b.v.t.Say("org_page.choose")}}
	for _, kind := range policy.Kinds() {
		options = append(options, web.Option{Value: string(kind), Word: b.v.t.Of("kind", string(kind))})
	}
	return options
}

func (b bodyForm) schemes() []web.Option {
	options := []web.Option{{Word: b.v.t.Say("org_page.choose")}}
	for _, scheme := range organisation.Schemes() {
		options = append(options, web.Option{Value: string(scheme), Word: b.v.t.Of("scheme", string(scheme))})
	}
	return options
}

func languageOptions() []web.Option {
	var options []web.Option
	for _, code := range lang.Codes() {
		options = append(options, web.Option{Value: string(code), Word: code.Own(), Lang: code.Tag()})
	}
	return options
}

// format says under the identifier that its form holds.
func (b bodyForm) format(o *organisation.Organisation) *web.FormField {
	if o == nil || b.said["identifier"] != "" || slices.Contains(b.locked, "identifier") {
		return nil
	}
	label, holds := o.FormatLabel()
	if !holds || o.Identifier != b.form.Identifier {
		return nil
	}
	return &web.FormField{Note: b.v.t.Message(label)}
}

// lockedPairs shows what cannot be changed now, and why.
func (v *visit) lockedPairs(view *web.LongForm, o organisation.Organisation, regions []organisation.Region) {
	form, also := o.Form(), o
	also.Region = ""
	names := v.regionNames(regions)
	values := map[string]string{"name_native": o.NameNative, "identifier": o.Identifier, "identifier_note": o.IdentifierNote, "evidence": o.Evidence,
		"kind": v.t.Of("kind", form.Kind), "native_language": v.languageWord(o.NativeLanguage), "region": names[o.Region], "also_regions": v.where(also, names)}
	own := lang.Code(o.NativeLanguage).Tag()
	typed := map[string]string{"name_native": own, "evidence": own, "identifier_note": web.Tongue(v.t, o.IdentifierNote)}
	if form.Scheme != "" {
		values["scheme"] = v.t.Of("scheme", form.Scheme)
	}
	for _, name := range lockedFields(o) {
		if values[name] != "" {
			view.Locked = append(view.Locked, web.Pair{Key: v.t.Of("org_page.f", name), Text: values[name], Lang: typed[name]})
		}
	}
	view.Why = v.t.Say("organisation.locked")
}

// organisationSides sets what was typed against what somebody else has saved, in the fields that differ.
func (v *visit) organisationSides(yours, theirs organisation.Form, locked []string) (mine, other *web.Side) {
	mine = &web.Side{Title: v.t.Say("org_page.yours"), Lang: v.t.Tag()}
	other = &web.Side{Title: v.t.Say("org_page.theirs"), Lang: v.t.Tag()}
	for _, f := range []struct{ name, yours, theirs string }{
		{"name_zh", yours.NameZh, theirs.NameZh}, {"name_en", yours.NameEn, theirs.NameEn}, {"name_sv", yours.NameSv, theirs.NameSv},
		{"name_native", yours.NameNative, theirs.NameNative}, {"identifier", yours.Identifier, theirs.Identifier},
		{"identifier_note", yours.IdentifierNote, theirs.IdentifierNote}, {"region", yours.Region, theirs.Region},
		{"also_regions", yours.AlsoRegions, theirs.AlsoRegions}, {"services_zh", yours.ServicesZh, theirs.ServicesZh},
		{"services_en", yours.ServicesEn, theirs.ServicesEn}, {"services_sv", yours.ServicesSv, theirs.ServicesSv},
		{"safeguarding", yours.Safeguarding, theirs.Safeguarding}, {"evidence", yours.Evidence, theirs.Evidence},
	} {
		if f.yours != f.theirs && !slices.Contains(locked, f.name) {
			label := v.t.Of("org_page.f", worded(policy.Kind(theirs.Kind), f.name))
			mine.Text += label + "\n" + f.yours + "\n\n"
			other.Text += label + "\n" + f.theirs + "\n\n"
		}
	}
	return mine, other
}

// languageWord is a language in the reader's words; one the forum does not speak keeps its code.
func (v *visit) languageWord(code string) string {
	if !lang.Code(code).Valid() {
		return code
	}
	return v.t.Of("search.language", code)
}
