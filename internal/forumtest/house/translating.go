package house

import (
	"testing"

	"sametable/internal/policy"
	"sametable/internal/text"
	"sametable/internal/translating"
)

// Translates is a try of somebody's at a translation that is ready for its review.
func (h *House) Translates(t testing.TB, who string, ref policy.Ref, language string, said map[string][]string) error {
	t.Helper()
	tr := translating.Translating{Of: ref, Language: language, State: text.InReview, Said: map[string]string{}}
	if read, err := h.Rooms.Translatings.Find(t.Context(), h.Actor(t, "linlihua"), ref); err == nil {
		tr.Source, tr.Mark = read.Version.Hash, read.Into(language).Hash
	}
	for name, words := range said {
		tr.Said[name] = words[0]
	}
	return h.Rooms.Translatings.Translate(t.Context(), h.Actor(t, who), tr)
}

// Reviews is a try of somebody's at saying that a translation holds.
func (h *House) Reviews(t testing.TB, who string, ref policy.Ref, language string) error {
	t.Helper()
	return h.Rooms.Translatings.Review(t.Context(), h.Actor(t, who), translating.Reviewing{Of: ref, Language: language, Mark: h.Rendered(t, ref.ID, language)})
}

// Translated puts something into a language: karin translates, duliwen reviews.
func (h *House) Translated(t testing.TB, ref policy.Ref, language string, said map[string][]string) {
	t.Helper()
	if err := h.Translates(t, "karin", ref, language, said); err != nil {
		t.Fatal(Says(err))
	}
	if err := h.Reviews(t, "duliwen", ref, language); err != nil {
		t.Fatal(Says(err))
	}
}
