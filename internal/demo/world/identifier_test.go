package world

import "testing"

func TestIdentifiersPassAndFail(t *testing.T) {
	for _, code := range []string{"91110108551385082Q", "91350100M000100Y43", "52630000DEMB002330"} {
		if !validUSCC(code) {
			t.Errorf("%s is valid", code)
		}
	}
	for _, code := range []string{"91350100M000100Y4A", "", "91110108551385082q", "9111010855138508OQ", "52630000DEMB002331"} {
		if validUSCC(code) {
			t.Errorf("%s is not valid", code)
		}
	}
	if !validOrgnr("802404-9150") || !validOrgnr("212000-0142") || validOrgnr("802404-9151") || validOrgnr("801404-9150") {
		t.Error("organisation numbers")
	}
}

func TestEveryCodeFailsWithAnotherLastCharacter(t *testing.T) {
	n := 0
	for _, o := range load(t).Organisations {
		if o.Identifier.Scheme != "uscc" {
			continue
		}
		n++
		code := o.Identifier.Value
		if code[8:12] != "DEMA" || (code[2:4] != "68" && code[2:4] != "38") {
			t.Errorf("%s: %s is not a code of the demo", o.Key, code)
		}
		for _, c := range usccAlphabet {
			if other := code[:17] + string(c); other != code && validUSCC(other) {
				t.Errorf("%s: %s passes too", o.Key, other)
			}
		}
	}
	if n != 18 {
		t.Errorf("%d codes, want 18", n)
	}
}
