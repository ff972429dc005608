package safeguard

import "strings"

// offers lists the ways out of a hit: remove it, or say it in general words. low is the passage in lower case; only which
// fixed phrase fits is read from it.
func (r *rule) offers(low string) []Offer {
	if r.Severity == SeverityHotline {
		return nil
	}
	var list []Offer
	if r.Remove != "" {
		list = append(list, Offer{ID: "safeguard.offer." + r.Remove})
	}
	if r.General != nil {
		list = append(list, Offer{ID: "safeguard.offer.generalise", Replacement: r.General.phrase(low)})
	}
	return list
}

func (g *general) phrase(low string) string {
	girl, boy := lastOf(low, g.GirlWords), lastOf(low, g.BoyWords)
	switch {
	case girl < 0 && boy < 0 || g.Girl == "":
		return g.Plain
	case girl > boy:
		return g.Girl
	}
	return g.Boy
}

func lastOf(s string, words []string) int {
	at := -1
	for _, w := range words {
		at = max(at, strings.LastIndex(s, w))
	}
	return at
}
