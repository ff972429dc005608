package organisation

import (
	"strings"

	"sametable/internal/fault"
)

// orgnrForm reads a plain Swedish organisation number: ten digits, or twelve that begin with 16. It gives NNNNNN-NNNN.
func orgnrForm(typed string) (string, *fault.Message) {
	if strings.Contains(typed, "+") { // stands in the numbers of persons over a hundred, nowhere else
		return "", &fault.Message{ID: "identifier.orgnr_person"}
	}
	for _, r := range typed {
		if r < '0' || r > '9' {
			return "", &fault.Message{ID: "identifier.orgnr_digits"}
		}
	}
	digits := typed
	if len(typed) == 12 {
		switch century := typed[:2]; century {
		case "16":
			digits = typed[2:]
		case "18", "19", "20":
			return "", &fault.Message{ID: "identifier.orgnr_person"}
		}
	}
	if len(digits) != 10 {
		return "", &fault.Message{ID: "identifier.orgnr_length", Args: fault.Args{"N": len(typed)}}
	}
	// The third digit is the first of a month in a person's number and never below 2 in an organisation's. A sole trader's number
	// is her own personal number, which this forum does not keep.
	if digits[2] < '2' {
		return "", &fault.Message{ID: "identifier.orgnr_person"}
	}
	if !luhn(digits) {
		return "", &fault.Message{ID: "identifier.orgnr_check"}
	}
	return digits[:6] + "-" + digits[6:], nil
}

// luhn checks ten digits: every other one doubled, from the first.
func luhn(digits string) bool {
	sum := 0
	for i, d := range []byte(digits) {
		v := int(d - '0')
		if i%2 == 0 {
			v *= 2
		}
		sum += v/10 + v%10
	}
	return sum%10 == 0
}
