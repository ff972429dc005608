package organisation

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sametable/internal/fault"
	"sametable/internal/policy"
)

// demoCodes pass both checks and are nobody's: their organisation codes begin with DEMA.
func demoCodes() []string {
	return strings.Fields("52680100DEMA02019T 52680600DEMA02027F 53680100DEMA02035D 51380100DEMA02043A 52380100DEMA020512 52380300DEMA0206X4 " +
		"52381100DEMA020786 12680100DEMA02086W 12380100DEMA02094K 12380100DEMA021079 91680100DEMA021153 91380100DEMA02123R 91380700DEMA02131K " +
		"11680000DEMA0214XK 11380000DEMA02158F 11680200DEMA02166Q 11380300DEMA02174L 11680000DEMA021824 " +
		"52630000DEMA000130 52340000DEMA00021T 51100000DEMA0003XP 53630000DEMA00048F 12630000DEMA00056H 12340000DEMA00064C " +
		"91630100DEMA000727 91340100DEMA000802 11630000DEMA000992 11340000DEMA00101M 11630200DEMA0011XP 11341200DEMA001284")
}

// recheck gives a code the eighteenth character that fits the others.
func recheck(code string) string { return code[:17] + string(usccCheck(code)) }

func TestUnifiedCodesAndTheirFlaws(t *testing.T) {
	for _, code := range append(demoCodes(), "91110108551385082Q", "91350100M000100Y43", "52630000DEMB002330") {
		if kept, flaw := USCC.read(code); flaw != nil || kept != code {
			t.Errorf("%s: %q, %v", code, kept, flaw)
		}
	}
	for _, c := range []struct {
		name, typed, kept, flaw string
		args                    fault.Args
	}{
		{"grouped", " 526300-00DEMB 002330 ", "52630000DEMB002330", "", nil},
		{"small", "52630000demb002330", "52630000DEMB002330", "", nil},
		{"full width", "５２６３００００ＤＥＭＢ００２３３０", "52630000DEMB002330", "", nil},
		{"full-width hyphen and blank", "52630000－DEMB　002330", "52630000DEMB002330", "", nil},
		{"check is zero", "52630000DEMB002330", "52630000DEMB002330", "", nil},
		{"wrong check", "91350100M000100Y4A", "", "identifier.uscc_check", nil},
		{"the letter O is not zero", "5263O000DEMB002330", "", "identifier.uscc_letter", fault.Args{"Letter": "O", "At": 5}},
		{"the letter I is not one", "52630000DEMB00233I", "", "identifier.uscc_letter", fault.Args{"Letter": "I", "At": 18}},
		{"too short", "52630000DEMB00233", "", "identifier.uscc_length", fault.Args{"N": 17}},
		{"old registration number", "630000400000123", "", "identifier.uscc_old", nil},
		{"old organisation code", "55138508-2", "", "identifier.uscc_old", nil},
		{"another script", "5263000民DEMB002330", "", "identifier.uscc_sign", fault.Args{"At": 8}},
		{"a letter in the division", "526300A0DEMB002330", "", "identifier.uscc_division", fault.Args{"At": 7}},
		{"a wrong inner check", recheck("52630000DEMB002430"), "", "identifier.uscc_inner", nil},
		{"an inner check of another department passes", recheck("N2630000DEMB002430"), recheck("N2630000DEMB002430"), "", nil},
		{"an inner check no rule can give passes", recheck("52630000DEMB0023W0"), recheck("52630000DEMB0023W0"), "", nil},
		{"overseas office", recheck("G1110000DEMB002330"), recheck("G1110000DEMB002330"), "", nil},
	} {
		kept, flaw := USCC.read(c.typed)
		switch {
		case c.flaw == "" && (flaw != nil || kept != c.kept):
			t.Errorf("%s: %q, %v", c.name, kept, flaw)
		case c.flaw != "" && (flaw == nil || flaw.ID != c.flaw):
			t.Errorf("%s: %v, want %s", c.name, flaw, c.flaw)
		}
		for k, v := range c.args {
			if flaw != nil && flaw.Args[k] != v {
				t.Errorf("%s: %s is %v, want %v", c.name, k, flaw.Args[k], v)
			}
		}
	}
}

func TestEveryOtherLastCharacterFails(t *testing.T) {
	for _, code := range demoCodes() {
		for _, c := range usccAlphabet {
			if other := code[:17] + string(c); other != code && usccFlaw(other) == nil {
				t.Errorf("%s passes beside %s", other, code)
			}
		}
	}
}

// A slip of one character, or of two neighbours changing places, never goes unseen.
func TestSlipsAreSeen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom(demoCodes()).Draw(t, "code")
		at := rapid.IntRange(0, 17).Draw(t, "at")
		slip := []byte(code)
		if rapid.Bool().Draw(t, "swap") && at < 17 {
			slip[at], slip[at+1] = slip[at+1], slip[at]
		} else {
			slip[at] = usccAlphabet[rapid.IntRange(0, 30).Draw(t, "character")]
		}
		if string(slip) != code && usccFlaw(string(slip)) == nil {
			t.Fatalf("%s passes for %s", slip, code)
		}
	})
}

// Whatever is typed: no panic, and what is kept passes again unchanged.
func TestAnythingTypedIsJudged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9A-Za-z －　-]{0,22}`)).Draw(t, "typed")
		for _, s := range Schemes() {
			kept, flaw := s.read(typed)
			if flaw != nil {
				continue
			}
			if again, flaw := s.read(kept); flaw != nil || again != kept {
				t.Fatalf("%s: %q is kept as %q, which is read as %q, %v", s, typed, kept, again, flaw)
			}
		}
	})
}

func TestSwedishNumbers(t *testing.T) {
	for _, c := range []struct{ typed, kept, flaw string }{
		{"802404-9150", "802404-9150", ""}, {"2120000142", "212000-0142", ""}, {"16556036-0793", "556036-0793", ""},
		{"８０２４０４－９１５０", "802404-9150", ""}, {"402019-0015", "402019-0015", ""}, {"802404–9150", "802404-9150", ""},
		{"802404-9151", "", "identifier.orgnr_check"}, {"80240-9150", "", "identifier.orgnr_length"}, {"17802404-9150", "", "identifier.orgnr_length"},
		{"SE802404-9150", "", "identifier.orgnr_digits"}, {"801104-9150", "", "identifier.orgnr_person"}, {"19800104-9150", "", "identifier.orgnr_person"},
		{"800174-9150", "", "identifier.orgnr_person"}, {"120304+9150", "", "identifier.orgnr_person"}, {"", "", "identifier.orgnr_length"},
	} {
		kept, flaw := SEOrgNr.read(c.typed)
		if kept != c.kept || (flaw == nil) != (c.flaw == "") || flaw != nil && flaw.ID != c.flaw {
			t.Errorf("%q: %q, %v; want %q, %q", c.typed, kept, flaw, c.kept, c.flaw)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte("8024049150")
		digits[rapid.IntRange(3, 9).Draw(t, "at")] = byte('0' + rapid.IntRange(0, 9).Draw(t, "digit"))
		if _, flaw := orgnrForm(string(digits)); string(digits) != "8024049150" && flaw == nil {
			t.Fatalf("%s passes", digits)
		}
	})
}

func TestIdentifyReadsTheScheme(t *testing.T) {
	for _, c := range []struct {
		name         string
		kind         policy.Kind
		scheme, raw  string
		note         string
		field, fault string
		identified   bool
	}{
		{"a code", policy.NGO, "uscc", "52680100DEMA02019T", "", "", "", true},
		{"a draft without", policy.NGO, "uscc", "", "", "", "", false},
		{"no scheme yet", policy.NGO, "", "", "", "", "", false},
		{"a number without its scheme", policy.NGO, "", "123", "", "scheme", "input.required", false},
		{"an unknown scheme", policy.NGO, "duns", "123", "", "scheme", "input.choice", false},
		{"another, with its register", policy.NGO, "other", "HK-0123", "Companies Registry, Hong Kong", "", "", true},
		{"another, without", policy.NGO, "other", "HK-0123", "", "identifier_note", "identifier.note_needed", false},
		{"a donor has none", policy.Donor, "none", "", "", "", "", true},
		{"others must", policy.Company, "none", "", "", "scheme", "identifier.none_for_donors", false},
		{"none is none", policy.Donor, "none", "123", "", "identifier", "identifier.none_is_empty", true},
	} {
		var f fault.Fields
		o := Organisation{Kind: c.kind}
		o.identify(&f, c.scheme, c.raw, c.note)
		if c.fault == "" && len(f) > 0 || c.fault != "" && (len(f) != 1 || f[0].Name != c.field || f[0].ID != c.fault) {
			t.Errorf("%s: %v, want %s: %s", c.name, f, c.field, c.fault)
		}
		if o.identified() != c.identified {
			t.Errorf("%s: identified %v", c.name, o.identified())
		}
	}
}

func TestFormatLabelNeverSaysMore(t *testing.T) {
	if m, ok := (Organisation{Scheme: USCC, Identifier: "52680100DEMA02019T"}).FormatLabel(); !ok || m.ID != "identifier.format_ok" {
		t.Errorf("%v, %v", m, ok)
	}
	for _, o := range []Organisation{{}, {Scheme: OtherID, Identifier: "1", IdentifierNote: "x"}, {Scheme: NoScheme, Kind: policy.Donor},
		{Scheme: USCC, Identifier: "52680100DEMA020190"}, {Scheme: SEOrgNr, Identifier: "8024049150"}} {
		if m, ok := o.FormatLabel(); ok {
			t.Errorf("%+v: %v", o, m)
		}
	}
}

func TestWarningsRefuseNothing(t *testing.T) {
	table := []Region{{Code: "680000"}, {Code: "680100"}, {Code: "340000"}, {Code: "340100"}}
	for _, c := range []struct {
		name string
		o    Organisation
		want string
	}{
		{"nothing", Organisation{Kind: policy.NGO, Scheme: USCC, Identifier: "52680100DEMA02019T", Region: "680100"}, ""},
		{"a company with 52", Organisation{Kind: policy.Company, Scheme: USCC, Identifier: "52680100DEMA02019T"}, "identifier.prefix_of_other_kind"},
		{"a private university", Organisation{Kind: policy.University, Scheme: USCC, Identifier: "52680100DEMA02019T"}, ""},
		{"a facilitator with any", Organisation{Kind: policy.Facilitator, Scheme: USCC, Identifier: "52680100DEMA02019T"}, ""},
		{"overseas office", Organisation{Kind: policy.NGO, Scheme: USCC, Identifier: recheck("G1680100DEMA02019T")}, "identifier.prefix_unusual"},
		{"village collective", Organisation{Kind: policy.Company, Scheme: USCC, Identifier: recheck("N2680100DEMA02019T")}, "identifier.prefix_unusual"},
		{"inner check of its own", Organisation{Kind: policy.NGO, Scheme: USCC, Identifier: recheck("52680100DEMA0201W0")}, "identifier.inner_unusual"},
		{"a division the table lacks", Organisation{Kind: policy.NGO, Scheme: USCC, Identifier: "52680600DEMA02027F"}, "identifier.division_unknown"},
		{"a province out of reach", Organisation{Kind: policy.Company, Scheme: USCC, Identifier: "91110108551385082Q"}, ""},
		{"a region the table lacks", Organisation{Region: "680100", AlsoRegions: "340100 349900"}, "organisation.region_unknown"},
		{"abroad", Organisation{Region: "SE"}, ""}, {"the nation", Organisation{Region: "100000"}, ""}, {"nowhere", Organisation{Region: "990000"}, "organisation.region_unknown"},
	} {
		var ids []string
		for _, m := range c.o.Warnings(table) {
			ids = append(ids, m.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
