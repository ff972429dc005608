package meeting

import (
	"slices"
	"strings"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/policy"
)

// Quorum reckons who is there at an instant against what the rules ask for.
func (m Meeting) Quorum(places []Place, all []Presence, at time.Time) ballot.Quorum {
	there := present(places, all, at)
	var voters []ballot.Voter
	for _, p := range places {
		if p.Voting {
			voters = append(voters, ballot.Voter{OrganisationID: p.OrganisationID, Kind: p.Kind, Provinces: p.Provinces, Present: slices.Contains(there, p.OrganisationID)})
		}
	}
	return ballot.Ballot{RulesJSON: m.RulesJSON, Provinces: m.Provinces}.Quorum(voters)
}

// present are the organisations with a vote that somebody sits for at an instant. A proxy speaks for its organisation as well.
func present(places []Place, all []Presence, at time.Time) []policy.OrganisationID {
	var orgs []policy.OrganisationID
	for _, p := range places {
		if p.Voting && slices.ContainsFunc(all, func(x Presence) bool { return x.PlaceID == p.ID && x.At(at) }) {
			orgs = append(orgs, p.OrganisationID)
		}
	}
	return orgs
}

// snapshot copies who is there at an instant.
func (m Meeting) snapshot(places []Place, all []Presence, at time.Time) Snapshot {
	q := m.Quorum(places, all, at)
	return Snapshot{At: at.UTC(), Organisations: present(places, all, at), Seats: q.Seats, Needed: q.Needed, Groups: q.Groups, Met: q.Met}
}

// Turn is an instant at which the quorum changed, with its numbers from then on.
type Turn struct {
	At     time.Time
	Quorum ballot.Quorum
}

// Turns are the instants at which somebody came or left, with the quorum from then on, the first one at the opening.
func (m Meeting) Turns(places []Place, all []Presence) []Turn {
	if m.OpenedAt == nil {
		return nil
	}
	instants := []time.Time{*m.OpenedAt}
	for _, x := range all {
		instants = append(instants, x.Arrived)
		if x.Left != nil {
			instants = append(instants, *x.Left)
		}
	}
	slices.SortFunc(instants, time.Time.Compare)
	var turns []Turn
	for i, at := range instants {
		over := m.HeldAt != nil && !at.Before(*m.HeldAt)
		if at.Before(*m.OpenedAt) || over || i > 0 && at.Equal(instants[i-1]) {
			continue
		}
		q := m.Quorum(places, all, at)
		if n := len(turns); n > 0 && turns[n-1].Quorum.Present == q.Present && turns[n-1].Quorum.Met == q.Met {
			continue
		}
		turns = append(turns, Turn{at, q})
	}
	return turns
}

// authorities are the provinces whose authorities sit at the table, as a quorum of both provinces asks for them.
func authorities(places []Place) string {
	var of []string
	for _, p := range places {
		if own := strings.Fields(p.Provinces); p.Voting && p.Kind.Authority() && len(own) == 1 && !slices.Contains(of, own[0]) {
			of = append(of, own[0])
		}
	}
	slices.Sort(of)
	return strings.Join(of, " ")
}
