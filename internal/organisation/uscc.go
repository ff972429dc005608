package organisation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"sametable/internal/fault"
)

// usccAlphabet leaves out I, O, S, V and Z, which look like digits and other letters (GB 32100-2015).
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// usccLength: registering department, category, division (6), organisation code (9), check character.
const usccLength = 18

// plain is an identifier as a Chinese keyboard or a certificate may give it: full width folded, capitals, without the blanks and
// hyphens that group it. Nothing else is mapped: whoever typed the letter O is told, for a guess may make another body's code.
func plain(raw string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '−' {
			return -1
		}
		return unicode.ToUpper(r)
	}, width.Fold.String(raw))
}

// usccFlaw says what is wrong with the form of a plain unified social credit code; nil: nothing. A good form does not prove that
// the code was ever given to anybody.
func usccFlaw(code string) *fault.Message {
	if n := utf8.RuneCountInString(code); n == 15 || n == 9 {
		return &fault.Message{ID: "identifier.uscc_old"}
	} else if n != usccLength {
		return &fault.Message{ID: "identifier.uscc_length", Args: fault.Args{"N": n}}
	}
	for i, r := range []rune(code) {
		switch {
		case strings.ContainsRune("IOSVZ", r):
			return &fault.Message{ID: "identifier.uscc_letter", Args: fault.Args{"Letter": string(r), "At": i + 1}}
		case !strings.ContainsRune(usccAlphabet, r):
			return &fault.Message{ID: "identifier.uscc_sign", Args: fault.Args{"At": i + 1}}
		case i >= 2 && i < 8 && (r < '0' || r > '9'):
			return &fault.Message{ID: "identifier.uscc_division", Args: fault.Args{"At": i + 1}}
		}
	}
	if code[17] != usccCheck(code) {
		return &fault.Message{ID: "identifier.uscc_check"}
	}
	if national(code) && code[16] != organisationCheck(code[8:16]) {
		return &fault.Message{ID: "identifier.uscc_inner"}
	}
	return nil
}

// usccCheck computes the eighteenth character. The outer remainder matters: where the sum divides by 31 the check is 0.
func usccCheck(code string) byte {
	sum, weight := 0, 1
	for i := range usccLength - 1 {
		sum += strings.IndexByte(usccAlphabet, code[i]) * weight
		weight = weight * 3 % 31
	}
	return usccAlphabet[(31-sum%31)%31]
}

// organisationCheck computes the check character of an eight-character organisation code (GB 11714): A counts 10, Z 35.
func organisationCheck(code string) byte {
	sum := 0
	for i, weight := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		v := int(code[i] - '0')
		if code[i] >= 'A' {
			v = int(code[i]-'A') + 10
		}
		sum += v * weight
	}
	switch c := 11 - sum%11; c {
	case 10:
		return 'X'
	case 11:
		return '0'
	default:
		return byte('0' + c)
	}
}

// national tells whether the organisation code inside looks like one of the national code centre's: given through one of the nine
// departments of the first edition of the standard, with a check that GB 11714 can produce. Only then does a wrong inner check
// refuse the code. Other departments number in ways no public rule confirms; a body of theirs must not be shut out by arithmetic
// that may not be its own, so there the officers are warned instead.
func national(code string) bool {
	return code[0] >= '1' && code[0] <= '9' && (code[16] >= '0' && code[16] <= '9' || code[16] == 'X')
}

// usualPrefixes are the pairs of department and category of the standard for the departments that register the bodies of this
// forum. Those of A (armed forces), N (agriculture), Y (other) and G (offices of overseas bodies) are taken, and looked at.
func usualPrefixes() []string {
	return strings.Fields("11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 59 61 62 69 71 72 79 81 89 91 92 93")
}

func usualPrefix(code string) bool { return slices.Contains(usualPrefixes(), code[:2]) }
