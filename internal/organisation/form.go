package organisation

import (
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
)

// Longest texts, in characters.
const (
	longestName     = 160
	longestServices = 2000
	longestPolicy   = 2000
	longestEvidence = 1000
	longestReason   = 1000
	mostRegions     = 20
)

// Form is an organisation as a form carries it. Version is that of the page it was filled in on; Key is chosen by officers and the
// first start alone, and never changes.
type Form struct {
	Key                                string
	Kind                               string
	NameZh, NameEn, NameSv             string
	NameNative, NativeLanguage         string
	SortKey                            string
	Region, AlsoRegions                string // AlsoRegions: codes with blanks or commas between them
	Scheme, Identifier, IdentifierNote string
	ServicesZh, ServicesEn, ServicesSv string
	WorksWithChildren                  bool
	Safeguarding, Evidence             string
	Version                            int
}

// read puts a form into an organisation and lets every free text of it through the gate.
func (s *Organisations) read(f *fault.Fields, form Form, o *Organisation) {
	o.Kind = input.Choice(f, "kind", form.Kind, policy.Kinds())
	o.NameZh = s.name(f, "name_zh", form.NameZh)
	o.NameEn = s.name(f, "name_en", form.NameEn)
	o.NameSv = s.name(f, "name_sv", form.NameSv)
	o.NameNative = s.name(f, "name_native", form.NameNative)
	o.NameKey = folded(o.NameNative)
	o.NativeLanguage = string(input.Choice(f, "native_language", form.NativeLanguage, lang.Codes()))
	o.SortKey = strings.ToLower(s.name(f, "sort_key", form.SortKey))
	o.Region, o.AlsoRegions = regionCodes(f, form.Region, form.AlsoRegions)
	o.identify(f, form.Scheme, form.Identifier, form.IdentifierNote)
	if o.Scheme == OtherID {
		s.look(f, "identifier", o.Identifier, false)
	}
	s.look(f, "identifier_note", o.IdentifierNote, false)
	o.ServicesZh = s.prose(f, "services_zh", form.ServicesZh, longestServices)
	o.ServicesEn = s.prose(f, "services_en", form.ServicesEn, longestServices)
	o.ServicesSv = s.prose(f, "services_sv", form.ServicesSv, longestServices)
	o.WorksWithChildren = form.WorksWithChildren
	o.Safeguarding = s.prose(f, "safeguarding", form.Safeguarding, longestPolicy)
	o.Evidence = s.prose(f, "evidence", form.Evidence, longestEvidence)
	if o.NameZh == "" && o.NameEn == "" && o.NameSv == "" && o.NameNative == "" && len(*f) == 0 {
		f.Add("name_native", "input.required", nil)
	}
}

func (s *Organisations) name(f *fault.Fields, field, raw string) string {
	text := input.Line(f, field, raw, longestName, false)
	s.look(f, field, text, true)
	return text
}

func (s *Organisations) prose(f *fault.Fields, field, raw string, longest int) string {
	text := input.Prose(f, field, raw, longest, false)
	s.look(f, field, text, false)
	return text
}

// regionCodes reads the divisions a body works in, its own first. That a code is not in the table is a warning, not a refusal: the
// standard changes every year.
func regionCodes(f *fault.Fields, own, also string) (string, string) {
	own = plain(own)
	if own != "" && !divisionShape.MatchString(own) {
		f.Add("region", "organisation.region_form", nil)
		own = ""
	}
	var more []string
	for _, code := range strings.FieldsFunc(also, func(r rune) bool { return strings.ContainsRune(" ,;，、；\t\r\n　", r) }) {
		code = plain(code)
		if !divisionShape.MatchString(code) {
			f.Add("also_regions", "organisation.region_form", nil)
			return own, ""
		}
		if code != own && !slices.Contains(more, code) {
			more = append(more, code)
		}
	}
	if len(more) > mostRegions {
		f.Add("also_regions", "organisation.too_many_regions", fault.Args{"Max": mostRegions})
		return own, ""
	}
	return own, strings.Join(more, " ")
}

// Form is the organisation as the form shows it.
func (o Organisation) Form() Form {
	return Form{Key: o.Key, Kind: string(o.Kind), NameZh: o.NameZh, NameEn: o.NameEn, NameSv: o.NameSv, NameNative: o.NameNative,
		NativeLanguage: o.NativeLanguage, SortKey: o.SortKey, Region: o.Region, AlsoRegions: o.AlsoRegions, Scheme: string(o.Scheme),
		Identifier: o.Identifier, IdentifierNote: o.IdentifierNote, ServicesZh: o.ServicesZh, ServicesEn: o.ServicesEn, ServicesSv: o.ServicesSv,
		WorksWithChildren: o.WorksWithChildren, Safeguarding: o.Safeguarding, Evidence: o.Evidence, Version: o.Version}
}
