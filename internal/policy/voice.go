package policy

import (
	"slices"
	"time"
)

// Voices lists the mandates that give the actor a voice in a forum at an instant, those for the organisation she chose first.
// Observers have none.
func (a Actor) Voices(forum ForumID, now time.Time) []Mandate {
	return slices.DeleteFunc(a.In(forum, now), func(m Mandate) bool { return m.Capacity == Observer })
}

// VoiceIn gives the mandate under which the actor speaks in a forum: the one she chose for this act, else the only one she has there
// for the organisation she speaks for. Nothing is chosen in her stead: where there are several, or none for the organisation she
// chose, ok is false, and she is asked. A mandate that is not hers, or not of this forum, is no voice either.
func (a Actor) VoiceIn(forum ForumID, now time.Time, chosen MandateID) (m Mandate, ok bool) {
	voices := a.Voices(forum, now)
	_, member := a.Member(a.SpeaksFor)
	voices = slices.DeleteFunc(voices, func(m Mandate) bool {
		if chosen != "" {
			return m.ID != chosen
		}
		return member && m.Organisation != a.SpeaksFor
	})
	if len(voices) != 1 {
		return Mandate{}, false
	}
	return voices[0], true
}

// ActsFor is the organisation for which the actor acts where no mandate says it, in a forum or outside: the one she chose, else the
// only one she belongs to, else the only one for which she sits in that forum. ok is false where she would have to choose.
func (a Actor) ActsFor(forum ForumID, now time.Time) (id OrganisationID, ok bool) {
	if _, member := a.Member(a.SpeaksFor); member {
		return a.SpeaksFor, true
	}
	if len(a.Memberships) == 1 {
		return a.Memberships[0].Organisation, true
	}
	for _, m := range a.In(forum, now) {
		if id != "" && id != m.Organisation {
			return "", false
		}
		id = m.Organisation
	}
	return id, id != ""
}

// SpeaksByOffice is the organisation for which somebody speaks in a forum by her office, where no mandate says it: as ActsFor, among
// those that are accredited now. One that is not accredited has no voice, and no other takes its place where she chose it.
func (a Actor) SpeaksByOffice(forum ForumID, now time.Time) (id OrganisationID, ok bool) {
	if m, member := a.Member(a.SpeaksFor); member && !m.Accredited {
		return "", false
	}
	a.Memberships = slices.DeleteFunc(slices.Clone(a.Memberships), func(m Membership) bool { return !m.Accredited })
	return a.ActsFor(forum, now)
}
