package organisation

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
)

// Longest identifier of a scheme nobody can check, and the note that says which register it is of.
const (
	longestIdentifier = 60
	longestNote       = 200
)

// identify reads scheme, identifier and note into the organisation. A draft may leave the identifier empty; what is given has the
// right form. No message repeats what was typed.
func (o *Organisation) identify(f *fault.Fields, scheme, raw, note string) {
	o.IdentifierNote = input.Line(f, "identifier_note", note, longestNote, false)
	o.Scheme, o.Identifier = Scheme(scheme), ""
	if scheme == "" {
		if raw != "" {
			f.Add("scheme", "input.required", nil)
		}
		return
	}
	o.Scheme = input.Choice(f, "scheme", scheme, Schemes())
	typed := input.Line(f, "identifier", raw, longestIdentifier, false)
	if typed == "" && o.Scheme != NoScheme {
		return
	}
	value, flaw := o.Scheme.read(typed)
	if flaw != nil {
		*f = append(*f, fault.Field{Name: "identifier", Message: *flaw})
		return
	}
	o.Identifier = value
	if o.Scheme == NoScheme && o.Kind != policy.Donor {
		f.Add("scheme", "identifier.none_for_donors", nil)
	}
	if o.Scheme == OtherID && o.IdentifierNote == "" {
		f.Add("identifier_note", "identifier.note_needed", nil)
	}
}

// read gives the form in which an identifier is kept, or what is wrong with it.
func (s Scheme) read(typed string) (string, *fault.Message) {
	switch s {
	case USCC:
		code := plain(typed)
		return code, usccFlaw(code)
	case SEOrgNr:
		return orgnrForm(plain(typed))
	case OtherID:
		return typed, nil
	case NoScheme:
		if typed != "" {
			return "", &fault.Message{ID: "identifier.none_is_empty"}
		}
	}
	return "", nil
}

// identified tells whether the organisation has an identifier of the right form, or is a donor, who needs none.
func (o Organisation) identified() bool {
	switch o.Scheme {
	case NoScheme:
		return o.Kind == policy.Donor && o.Identifier == ""
	case OtherID:
		return o.Identifier != "" && o.IdentifierNote != ""
	case USCC, SEOrgNr:
		kept, flaw := o.Scheme.read(o.Identifier)
		return flaw == nil && kept == o.Identifier
	}
	return false
}

// FormatLabel is what may be said of the identifier: that its form holds. Nobody has asked a registry, so it is never "verified".
// False where there is no form to check.
func (o Organisation) FormatLabel() (fault.Message, bool) {
	if (o.Scheme == USCC || o.Scheme == SEOrgNr) && o.identified() {
		return fault.Message{ID: "identifier.format_ok"}, true
	}
	return fault.Message{}, false
}

// Warnings are what an officer should look at and nothing refuses: a prefix that does not fit the kind or is rare, an organisation
// code with a check of its own making, a division the table does not have.
func (o Organisation) Warnings(regions []Region) []fault.Message {
	var all []fault.Message
	if o.Scheme == USCC && len(o.Identifier) == usccLength {
		if !usualPrefix(o.Identifier) {
			all = append(all, fault.Message{ID: "identifier.prefix_unusual"})
		} else if usual, judged := prefixesOf(o.Kind); judged && !slices.Contains(usual, o.Identifier[:2]) {
			all = append(all, fault.Message{ID: "identifier.prefix_of_other_kind"})
		}
		if o.Identifier[16] != organisationCheck(o.Identifier[8:16]) {
			all = append(all, fault.Message{ID: "identifier.inner_unusual"})
		}
		if ForeignDivision(o.Identifier[2:8], regions) {
			all = append(all, fault.Message{ID: "identifier.division_unknown"})
		}
	}
	if slices.ContainsFunc(o.Regions(), func(code string) bool { return ForeignDivision(code, regions) }) {
		all = append(all, fault.Message{ID: "organisation.region_unknown"})
	}
	return all
}

// prefixesOf are the prefixes that bodies of a kind have; facilitators and donors are judged by none. Trade unions (81) are mass
// organisations that register among themselves.
func prefixesOf(kind policy.Kind) (prefixes []string, judged bool) {
	switch kind {
	case policy.NGO:
		return []string{"51", "52", "53"}, true
	case policy.University:
		return []string{"12", "52"}, true
	case policy.Company:
		return []string{"91"}, true
	case policy.CivilAffairs:
		return []string{"11"}, true
	case policy.OtherAuthority:
		return []string{"11", "13", "81"}, true
	}
	return nil, false
}
