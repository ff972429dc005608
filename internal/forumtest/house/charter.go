package house

import (
	"testing"

	"sametable/internal/forum"
)

// Chartered gives a forum its next charter, with rules that are changed: begun, where no draft is there, and entered by elin, confirmed
// by the chair.
func (h *House) Chartered(t testing.TB, key, chair string, change func(*forum.Rules)) {
	t.Helper()
	ctx, s := t.Context(), h.Rooms.Forums
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(Says(err))
		}
	}
	if err := s.BeginCharter(ctx, h.Actor(t, "elin"), key); Says(err) != "charter.draft_exists" {
		must(err)
	}
	c, err := s.CharterDraft(ctx, key, "zh")
	must(err)
	form := forum.CharterForm{Zh: c.Sources["zh"], En: c.Sources["en"], Sv: c.Sources["sv"], Rules: c.Charter.Rules(), Version: c.Charter.Version}
	change(&form.Rules)
	must(s.EditCharter(ctx, h.Actor(t, "elin"), key, form))
	for _, who := range []string{"elin", chair} {
		c, err = s.CharterDraft(ctx, key, "zh")
		must(err)
		must(s.Adopt(ctx, h.Actor(t, who), key, forum.Adoption{On: h.Clock.Now(), Note: "第二次全体会议", Version: c.Charter.Version}))
	}
}
