package safeguard

import "time"

// The weights of GB 11643-1999 (ISO 7064, MOD 11-2) and the character each remainder stands for (10 = X).
const (
	residentWeights = "\x07\x09\x0a\x05\x08\x04\x02\x01\x06\x03\x07\x09\x0a\x05\x08\x04\x02"
	residentChecks  = "\x01\x00\x0a\x09\x08\x07\x06\x05\x04\x03\x02"
)

// mod11 tells whether the eighteenth figure of a resident id is the check of the other seventeen.
func mod11(d []int8) bool {
	sum := 0
	for i := range residentWeights {
		if d[i] > 9 {
			return false
		}
		sum += int(d[i]) * int(residentWeights[i])
	}
	return d[17] == int8(residentChecks[sum%11])
}

// luhn tells whether ten figures carry the check of a personnummer (Skatteverket: weights 2,1,2,… from the left).
func luhn(d []int8) bool {
	sum := 0
	for i, x := range d {
		if x > 9 {
			return false
		}
		n := int(x)
		if i%2 == 0 {
			n *= 2
		}
		sum += n/10 + n%10
	}
	return sum%10 == 0
}

// usccAlphabet is the alphabet of GB 32100-2015: no I, O, S, V, Z.
const usccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// uscc tells whether eighteen characters are a unified social credit code (mod 31, weights 3^i).
func uscc(code string) bool {
	if len(code) != 18 {
		return false
	}
	sum, weight := 0, 1
	for i := range 17 {
		x := indexByte(usccAlphabet, code[i])
		if x < 0 {
			return false
		}
		sum += x * weight
		weight = weight * 3 % 31
	}
	return indexByte(usccAlphabet, code[17]) == (31-sum%31)%31
}

func indexByte(s string, c byte) int {
	for i := range len(s) {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// date reads year, month and day; ok is false when there is no such day.
func date(y, m, d int) (t time.Time, ok bool) {
	t = time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, y >= 1850 && int(t.Month()) == m && t.Day() == d && m >= 1
}

// minorOn tells whether someone born that day is under 18 on the day of posting. A day to come counts as a child's: the
// clock of a forum may run behind the date someone writes about.
func minorOn(born, now time.Time) bool {
	return born.AddDate(18, 0, 0).After(time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC))
}

// number joins figures to an integer; the letter X makes it negative.
func number(d []int8) int {
	n := 0
	for _, x := range d {
		if x > 9 {
			return -1
		}
		n = n*10 + int(x)
	}
	return n
}
