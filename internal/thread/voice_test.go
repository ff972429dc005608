package thread_test

import (
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

// Whoever has several mandates in a forum chooses one, and it stands on what she does; nobody chooses in her stead.
func TestSheChoosesForWhomSheSpeaks(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th := threadOf(t, h, weekend)
		convener, form := h.Actor(t, "liliming"), personal(th, "周末值班表已经贴在学校门口。")
		voices := convener.Voices(th.Forum, h.Clock.Now())
		if len(voices) < 2 {
			t.Fatalf("%d voices", len(voices))
		}
		_, _, err := h.Rooms.Threads.Reply(ctx, convener, form)
		if got := reason(err); got != "mandate:post.choose_voice" {
			t.Errorf("without a choice: %s", got)
		}
		for _, m := range voices {
			form.Mandate = m.ID
			_, p, err := h.Rooms.Threads.Reply(ctx, convener, form)
			if err != nil || p.MandateID != m.ID || p.AuthorFor != m.Organisation || p.Capacity != m.Capacity {
				t.Errorf("%s: %+v, %v", m.Capacity, p, err)
				continue
			}
			var e register.Entry
			if err := h.Store.Read(ctx).Where("noun = 'post' AND noun_id = ? AND verb = 'post.published'", p.ID).Take(&e).Error; err != nil || e.MandateID != m.ID || e.ActorFor != m.Organisation {
				t.Errorf("%s: entered as %s for %s, %v", m.Capacity, e.MandateID, e.ActorFor, err)
			}
		}
		ngo := h.Actor(t, "maliqing")
		own := ngo.Voices(th.Forum, h.Clock.Now())[0]
		form.Mandate = own.ID
		if _, _, err := h.Rooms.Threads.Reply(ctx, convener, form); reason(err) != "mandate:post.choose_voice" {
			t.Errorf("somebody else's mandate: %v", err)
		}
		ngo.Memberships = append(ngo.Memberships, policy.Membership{Organisation: voices[0].Organisation, Kind: policy.CivilAffairs, Accredited: true})
		ngo.SpeaksFor, form.Mandate = voices[0].Organisation, ""
		if _, _, err := h.Rooms.Threads.Reply(ctx, ngo, form); reason(err) != "mandate:post.choose_voice" {
			t.Errorf("she chose another organisation, and was taken for her own: %v", err)
		}
		form.Mandate = own.ID
		if _, p, err := h.Rooms.Threads.Reply(ctx, ngo, form); err != nil || p.AuthorFor != own.Organisation {
			t.Errorf("once she said so: %+v, %v", p, err)
		}
		moderator := h.Actor(t, "elin")
		moderator.Memberships = append(moderator.Memberships, policy.Membership{Organisation: "another", Accredited: true})
		form.Mandate = ""
		if _, _, err := h.Rooms.Threads.Reply(ctx, moderator, form); reason(err) != "post.choose_organisation" {
			t.Errorf("a moderator of two organisations who chose none: %v", err)
		}
		moderator.SpeaksFor = moderator.Memberships[0].Organisation
		if _, p, err := h.Rooms.Threads.Reply(ctx, moderator, form); err != nil || p.AuthorFor != moderator.SpeaksFor || p.MandateID != "" {
			t.Errorf("once she chose: %+v, %v", p, err)
		}
		moderator.Memberships[1].Accredited, moderator.SpeaksFor = false, moderator.Memberships[1].Organisation
		for _, kind := range []thread.Kind{thread.Personal, thread.Statement} {
			form.Kind = kind
			if _, _, err := h.Rooms.Threads.Reply(ctx, moderator, form); reason(err) != "post.not_accredited" {
				t.Errorf("for an organisation that is not accredited: %v", err)
			}
		}
	})
}
