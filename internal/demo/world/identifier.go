package world

import "strings"

// usccAlphabet leaves out I, O, S, V and Z (GB 32100-2015).
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

func validIdentifier(id Identifier) bool {
	switch id.Scheme {
	case "uscc":
		return validUSCC(id.Value)
	case "se_orgnr":
		return validOrgnr(id.Value)
	case "none":
		return id.Value == ""
	}
	return false
}

// validUSCC recomputes both check characters: the eighteenth by GB 32100-2015, and the seventeenth, which is the organisation
// code's own, by GB 11714.
func validUSCC(code string) bool {
	if len(code) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		v := strings.IndexByte(usccAlphabet, code[i])
		if v < 0 {
			return false
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	return code[17] == usccAlphabet[(31-sum%31)%31] && code[16] == organisationCheck(code[8:16])
}

// organisationCheck is the check character of an eight-character organisation code (GB 11714): A is 10, Z is 35.
func organisationCheck(code string) byte {
	const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	sum := 0
	for i, weight := range []int{3, 7, 9, 10, 5, 8, 4, 2} {
		sum += strings.IndexByte(characters, code[i]) * weight
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

// validOrgnr takes NNNNNN-NNNN with a Luhn check; the third digit is 2 or more, so that it cannot be a date of birth.
func validOrgnr(number string) bool {
	if len(number) != 11 || number[6] != '-' || number[2] < '2' {
		return false
	}
	sum := 0
	for i, d := range strings.Replace(number, "-", "", 1) {
		if d < '0' || d > '9' {
			return false
		}
		v := int(d - '0')
		if i%2 == 0 {
			v *= 2
		}
		sum += v/10 + v%10
	}
	return sum%10 == 0
}
