package organisation

import (
	"slices"

	"sametable/internal/policy"
)

// MessageIDs lists every id this room puts together while it runs, sorted: names of states, verbs, kinds, schemes and audiences, and the lines
// of timelines and notices. The program does not start when one is missing.
func MessageIDs() []string {
	ids := Machine().MessageIDs()
	for _, kind := range policy.Kinds() {
		ids = append(ids, "kind."+string(kind), "kinds."+string(kind))
	}
	for _, scheme := range Schemes() {
		ids = append(ids, "scheme."+string(scheme))
	}
	for _, a := range Audiences() {
		ids = append(ids, "service.for."+string(a))
	}
	for _, verb := range silent() {
		ids = append(ids, "entry."+verb)
	}
	for _, verb := range told() {
		ids = append(ids, "entry."+verb, "notice."+verb)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// silent are the entries that nobody is told of.
func silent() []string {
	return []string{"organisation.drafted", "organisation.founded", "organisation.reason_given", "organisation.evidence_added",
		"organisation.evidence_removed", "regions.loaded", "service.listed", "service.changed", "service.ended"}
}

// told are the entries from which notices are made.
func told() []string {
	verbs := []string{"organisation.edited", "organisation.reminded", "organisation.joined", "organisation.left",
		"organisation.focal_point_named", "organisation.focal_point_relieved"}
	for _, verb := range past() {
		verbs = append(verbs, "organisation."+verb)
	}
	for _, verb := range proposals() {
		verbs = append(verbs, "organisation."+verb)
	}
	return verbs
}
