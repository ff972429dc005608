package lang

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// nbsp keeps a number and its unit, and the groups of a Swedish number, on one line.
const nbsp = "\u00a0"

// Number writes a whole number with its thousands grouped: 1,962,753 and, in Swedish, 1 962 753 with no-break spaces.
func (s *Speaker) Number(n int) string {
	var space [48]byte
	return string(s.appendNumber(space[:0], n))
}

func (s *Speaker) appendNumber(b []byte, n int) []byte {
	var digits [20]byte
	return s.appendGrouped(b, strconv.AppendInt(digits[:0], int64(n), 10))
}

// Decimal writes a number with so many digits after the decimal sign, which in Swedish is a comma; -1 writes as many as it
// has. A value that is no number is a dash.
func (s *Speaker) Decimal(f float64, digits int) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return "–"
	}
	whole, fraction, found := strings.Cut(strconv.FormatFloat(f, 'f', digits, 64), ".")
	if strings.Trim(whole+fraction, "-0") == "" {
		whole = strings.TrimPrefix(whole, "-") // no minus before a nought
	}
	switch {
	case !found:
		return s.group(whole)
	case s.code == Swedish:
		return s.group(whole) + "," + fraction
	}
	return s.group(whole) + "." + fraction
}

// Percent writes a share between 0 and 1 as a percentage: 75%, 75%, 75 %.
func (s *Speaker) Percent(share float64, digits int) string {
	if s.code == Swedish {
		return s.Decimal(share*100, digits) + nbsp + "%"
	}
	return s.Decimal(share*100, digits) + "%"
}

// Euro writes an amount in whole euros: 1,962,753 欧元, EUR 1,962,753, 1 962 753 euro.
func (s *Speaker) Euro(n int) string {
	switch s.code {
	case Chinese:
		return s.mark(s.Number(n) + nbsp + "欧元")
	case Swedish:
		return s.mark(s.Number(n) + nbsp + "euro")
	}
	return s.mark("EUR" + nbsp + s.Number(n))
}

// group puts separators between the thousands of a string of digits, and the language's minus before them.
func (s *Speaker) group(digits string) string {
	return string(s.appendGrouped(nil, []byte(digits)))
}

func (s *Speaker) appendGrouped(b, digits []byte) []byte {
	separator, minus := ",", "-"
	if s.code == Swedish {
		separator, minus = nbsp, "−"
	}
	digits, negative := bytes.CutPrefix(digits, []byte("-"))
	if negative {
		b = append(b, minus...)
	}
	for i, digit := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b = append(b, separator...)
		}
		b = append(b, digit)
	}
	return b
}
