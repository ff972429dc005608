package document

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// longestNumber is the longest document number, in characters, before it is brought into its form.
const longestNumber = 40

// The shape of a document number (GB/T 9704, 7.2.5): the agency's code, the year in brackets, a serial number without zeros before it,
// 号. Agencies abroad and the forum itself have codes in Latin letters. numberShape takes what people type in its stead: other
// brackets, blanks, 第, zeros, 年 and the traditional 號. bareShape is the same without brackets, which could be cut anywhere.
var (
	numberShape = regexp.MustCompile(`^([\p{Han}A-Z]{1,12}?)[〔\[(【〖{〈［（]((?:19|20)\d{2})年?[〕\])】〗}〉］）](?:第|NO\.?)?0*([1-9]\d{0,4})[号號]$`)
	bareShape   = regexp.MustCompile(`^[\p{Han}A-Z]{1,12}?(?:19|20)\d{2}年?(?:第|NO\.?)?\d{1,5}[号號]$`)
)

// Normalise brings a document number into the one form in which it is kept: 国发〔2016〕13号. ok is false where the text is no document
// number, or lacks the brackets that tell its year from its serial number.
func Normalise(typed string) (number string, ok bool) {
	parts := numberShape.FindStringSubmatch(plain(typed))
	if parts == nil {
		return "", false
	}
	return parts[1] + "〔" + parts[2] + "〕" + parts[3] + "号", true
}

// flaw is the sentence for a number that Normalise does not take.
func flaw(typed string) string {
	if Bare(typed) {
		return "document.number_brackets"
	}
	return "document.number_form"
}

// Bare tells a document number whose year has lost its brackets.
func Bare(typed string) bool { return bareShape.MatchString(plain(typed)) }

// plain is a number as it is compared: full-width letters, digits and brackets as plain ones, small brackets as large ones, Latin
// letters as capitals, without blanks.
func plain(typed string) string {
	return strings.ToUpper(strings.Join(strings.Fields(norm.NFKC.String(typed)), ""))
}
