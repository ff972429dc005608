package world

import (
	"slices"
	"time"
)

// MaySpeak says whether a person may post in the forum for the organisation at an instant: on its seat, as an officer, as an
// adviser, as a responder of an authority, or as a moderator of the forum. Observers have no voice.
func (w *World) MaySpeak(f *Forum, username, organisation string, at time.Time) bool {
	person, ok := w.Person(username)
	if !ok || person.Organisation != organisation {
		return false
	}
	if slices.Contains(f.Moderators, username) || f.HasOfficer("", username, at) {
		return true
	}
	return f.sits(username, at) || f.answers(username, at)
}

// HasOfficer says whether the person holds the role ("convener", "chair", "secretary", or any for an empty one) at an instant.
func (f *Forum) HasOfficer(role, username string, at time.Time) bool {
	return slices.ContainsFunc(f.Officers, func(o Officer) bool {
		return o.Person == username && (role == "" || o.Role == role) && !at.Before(o.From) && at.Before(o.Until)
	})
}

func (f *Forum) sits(username string, at time.Time) bool {
	return slices.ContainsFunc(f.Seats, func(s Seat) bool {
		return (s.Titular == username || s.Alternate == username) && !at.Before(s.ConfirmedAt)
	})
}

func (f *Forum) answers(username string, at time.Time) bool {
	adviser := slices.ContainsFunc(f.Attendants, func(a Attendant) bool {
		return a.Person == username && a.Capacity == "adviser" && !at.Before(a.ConfirmedAt)
	})
	return adviser || slices.ContainsFunc(f.Responders, func(r Responder) bool {
		return r.Person == username && !at.Before(r.ConfirmedAt)
	})
}
