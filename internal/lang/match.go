package lang

import (
	"strconv"
	"strings"
)

// headerLimit is how much of an Accept-Language header is read. Browsers send under a hundred bytes; general parsers of
// language tags have been slow to the square of the length, so a stranger does not get to choose the length.
const headerLimit = 512

// Match chooses the interface language for an Accept-Language header (RFC 9110, 12.5.4). A language of ours that the reader
// names wins by her own weights. Otherwise a neighbour decides: Norwegian, Danish and Finnish go to Swedish (the first two
// read it without effort; it is an official language of Finland), and languages of China to Chinese. Whoever names only other
// languages, or none, gets Chinese, the language of the house.
func Match(acceptLanguage string) Code {
	header := acceptLanguage
	if len(header) > headerLimit {
		header = header[:headerLimit]
		header = header[:max(strings.LastIndexByte(header, ','), 0)] // a tag cut in two could be read as another
	}
	var exact, near Code
	var exactWeight, nearWeight float64
	for part := range strings.SplitSeq(header, ",") {
		primary, weight := preference(part)
		if primary == "" || primary == "*" || weight <= 0 {
			continue
		}
		code, ours := understood(primary)
		if ours && weight > exactWeight {
			exact, exactWeight = code, weight
		}
		if !ours && code != "" && weight > nearWeight {
			near, nearWeight = code, weight
		}
	}
	switch {
	case exact != "":
		return exact
	case near != "":
		return near
	}
	return Chinese
}

// preference reads one element of the header: its primary language subtag in lower case, and its weight from 0 to 1.
func preference(part string) (primary string, weight float64) {
	tag, parameters, _ := strings.Cut(part, ";")
	tag, _, _ = strings.Cut(strings.TrimSpace(tag), "-")
	tag, _, _ = strings.Cut(tag, "_") // some clients send their operating system's locale
	weight = 1
	if name, value, found := strings.Cut(strings.TrimSpace(parameters), "="); found && strings.EqualFold(strings.TrimSpace(name), "q") {
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || q != q || q < 0 {
			return "", 0
		}
		weight = min(q, 1)
	}
	return strings.ToLower(tag), weight
}

// understood maps a primary subtag to the language its reader reads best here, "" where none is near; ours is true when it is
// that very language.
func understood(primary string) (code Code, ours bool) {
	switch primary {
	case "zh", "cmn":
		return Chinese, true
	case "en":
		return English, true
	case "sv":
		return Swedish, true
	case "nb", "nn", "no", "da", "fi":
		return Swedish, false
	case "yue", "wuu", "nan", "hak", "gan", "hsn", "lzh", "bo", "ug", "ii", "za":
		return Chinese, false
	}
	return "", false
}
