package web

import "strings"

// current is the value of aria-current, or nothing.
func current(yes bool, value string) string {
	if yes {
		return value
	}
	return ""
}

// names joins what is not empty: class lists and lists of described-by ids.
func names(words ...string) string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// either gives the first that is not empty.
func either(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}
