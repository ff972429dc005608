package organisation

import (
	"slices"
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
)

// past is the verb as an entry has it.
func past() map[string]string {
	return map[string]string{"submit": "submitted", "review": "review_opened", "ask": "info_requested", "answer": "answered",
		"accredit": "accredited", "decline": "declined", "suspend": "suspended", "lift": "suspension_lifted", "renew": "renewal_filed",
		"extend": "extended", "expire": "expired", "close": "closed"}
}

// proposals are the entries of the first of two.
func proposals() map[string]string {
	return map[string]string{"accredit": "accreditation_proposed", "decline": "decline_proposed", "suspend": "suspension_proposed",
		"lift": "lifting_proposed", "extend": "extension_proposed", "close": "closing_proposed"}
}

// published tells whether a step is for everybody to see; all others concern the organisation and the officers.
func published(verb string) bool {
	return slices.Contains([]string{"accredit", "suspend", "lift", "extend", "expire", "close"}, verb)
}

// note begins an entry about the organisation.
func (o Organisation) note(verb, from string) register.Note {
	n := register.Note{Noun: Noun, ID: string(o.ID), Verb: verb, From: from, To: o.State, For: o.ID, Access: o.access(),
		Facts: map[string]any{"key": o.Key, "kind": string(o.Kind)}, Values: map[string]string{}}
	if o.AccreditedUntil != nil {
		n.Facts["until"] = o.AccreditedUntil.Format(time.RFC3339)
	}
	return n
}

// enter notes a step. Everybody may know that a body was suspended or closed; why is for it and the officers, in an entry of its
// own.
func (o Organisation) enter(tx *register.Tx, verb, from string, first policy.PersonID) {
	n := o.note("organisation."+past()[verb], from)
	if !published(verb) {
		n.Access = o.inside()
		n.Values["note"] = o.Reason
	}
	if proposals()[verb] != "" {
		n.Facts["proposed_by"] = string(first)
	}
	n.Tell = o.tell(verb)
	tx.Enter(n)
	if published(verb) && o.Reason != "" {
		why := o.note("organisation.reason_given", "")
		why.To, why.Access, why.Values = "", o.inside(), map[string]string{"note": o.Reason}
		tx.Enter(why)
	}
}

// tell is whom a step concerns.
func (o Organisation) tell(verb string) register.Tell {
	switch verb {
	case "submit", "answer", "renew":
		return register.Tell{Office: policy.AccreditationOfficer}
	case "review", "ask":
		return register.Tell{FocalPoints: []policy.OrganisationID{o.ID}}
	}
	return register.Tell{Organisation: []policy.OrganisationID{o.ID}}
}
