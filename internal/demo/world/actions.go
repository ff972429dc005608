package world

// Action documents one word of the play's vocabulary.
type Action struct {
	Name  string
	Does  string
	Needs []string // fields of Step that must be filled
}

// Actions is the vocabulary of the play.
func Actions() []Action {
	return append(append(formal(), afterwards()...), []Action{
		{"instance.start", "first start: administrator, facilitator's organisation, funding profile, calendar tables", []string{"organisations", "people", "office"}},
		{"donor.admit", "the donors of the funding profile become organisations", []string{"organisations"}},
		{"person.invite", "each focal point (or officer) invites people of the organisations, by link or slip", []string{"people"}},
		{"person.activate", "the invited set their passwords", []string{"people"}},
		{"office.grant", "an office for the whole platform, granted by two", []string{"office", "people"}},
		{"division.load", "the invented divisions are loaded", nil},
		{"organisation.submit", "each focal point submits the application of her organisation", []string{"organisations"}},
		{"organisation.request_info", "an accreditation officer asks for something more", []string{"organisations", "reason"}},
		{"organisation.answer_info", "the focal point answers", []string{"organisations", "reason"}},
		{"organisation.accredit", "two officers accredit, until a day", []string{"organisations", "until"}},
		{"organisation.renew", "focal points file the renewal before the accreditation expires", []string{"organisations"}},
		{"organisation.expire", "the accreditation runs out; the renewal goes to review", []string{"organisations"}},
		{"charter.review", "a forum is planned; the draft charter goes to review", []string{"forum"}},
		{"charter.consult", "the consultation on the draft opens", []string{"forum", "until"}},
		{"charter.comment", "a delegate comments on the draft for her organisation", []string{"forum"}},
		{"charter.consulted", "the consultation ends", []string{"forum"}},
		{"charter.answer", "every comment gets a disposition; the text is changed for it and its translations are reviewed", []string{"forum"}},
		{"charter.adopt", "the founding meeting adopts the charter; the forum is active", []string{"forum"}},
		{"charter.announce_edit", "an editorial change is announced, with a window for objections", []string{"forum", "until"}},
		{"charter.edit", "nobody objected; the editorial change is in force", []string{"forum"}},
		{"mandate.propose", "focal points name delegates for the seats, with letters", []string{"forum", "capacities"}},
		{"mandate.accept", "the persons accept and state their interests", []string{"forum", "capacities"}},
		{"mandate.confirm", "the (acting or designated) secretary confirms", []string{"forum", "capacities"}},
		{"mandate.reconfirm", "mandates paused by an expiry are confirmed again in every forum", []string{"organisations"}},
		{"officer.propose", "convener, chair and secretary are proposed for the founding meeting", []string{"forum", "people"}},
		{"officer.elect", "the founding meeting decides on them", []string{"forum", "people"}},
		{"officer.rotate", "the convener changes by the turn of the charter", []string{"forum", "people"}},
		{"thread.open", "the first post opens the thread", []string{"thread", "post"}},
		{"post.publish", "a post passes the gate and is published", []string{"thread", "post"}},
		{"post.state", "a post as the organisation's statement, confirmed by a second person", []string{"thread", "post"}},
		{"post.state_by_letter", "a post as the organisation's statement, entered by the secretary and checked against the letter", []string{"thread", "post"}},
		{"post.attempt", "a text that the gate refuses before anything is stored", []string{"thread", "post"}},
		{"post.hold", "a post is sent and held", []string{"thread", "post"}},
		{"post.return", "a moderator returns it with a reason", []string{"thread", "post"}},
		{"post.resubmit", "the author sends it again under the same number", []string{"thread", "post"}},
		{"post.release", "a moderator publishes it", []string{"thread", "post"}},
		{"thread.lock", "the thread takes no more posts", []string{"thread"}},
		{"thread.archive", "the thread is archived", []string{"thread"}},
		{"document.add", "a background document is entered by its public number", []string{"document"}},
		{"translation.machine", "a machine draft, labelled", []string{"thread", "post", "language"}},
		{"translation.submit", "a translator hands a translation in", []string{"thread", "post", "language"}},
		{"translation.review", "a reviewer, never the translator, approves it", []string{"thread", "post", "language"}},
		{"clock.start", "history is over: the demo clock starts and runs on", nil},
	}...)
}

// formal are those of proposals and of what organisations state on them.
func formal() []Action {
	return []Action{
		{"proposal.keep", "a proposal is being written; its sheet is kept", []string{"proposal"}},
		{"proposal.ask", "a delegate sends it for confirmation, the first time or again", []string{"proposal"}},
		{"proposal.confirm", "a second person confirms; it gets its number", []string{"proposal"}},
		{"proposal.return", "the secretariat returns it with a reason", []string{"proposal"}},
		{"proposal.admit", "the secretariat admits it", []string{"proposal"}},
		{"proposal.translate", "title and measures, and what else there is, are translated and reviewed by another", []string{"proposal"}},
		{"proposal.revise", "a delegate answers the statements in a new version and sends it for confirmation", []string{"proposal"}},
		{"proposal.confirm_revision", "a second person confirms the new version", []string{"proposal"}},
		{"proposal.deliberate", "the secretary opens the deliberation", []string{"proposal"}},
		{"ballot.put", "the secretary puts it to the vote at a meeting, and opens the ballot with who is there", []string{"proposal"}},
		{"ballot.vote", "delegates give the voices of their organisations", []string{"proposal"}},
		{"ballot.maintain", "whoever objects keeps the objection; its words are attached as a reservation", []string{"proposal"}},
		{"ballot.close", "the secretary closes the ballot", []string{"proposal"}},
		{"proposal.announce", "the chair announces what the table decided", []string{"proposal"}},
		{"proposal.consult", "the secretary opens the consultation", []string{"proposal"}},
		{"statement.file", "a delegate files what the organisation says; a second person confirms it", []string{"proposal"}},
		{"statement.enter", "the secretary enters what came by letter; a second person checks it", []string{"proposal"}},
	}
}

// afterwards are those of what becomes of a decision: authorities reply, organisations promise and work together.
func afterwards() []Action {
	return []Action{
		{"handling.hand_over", "the secretary hands a recommended proposal to the authority that leads and to those beside it", []string{"proposal"}},
		{"handling.opinion", "an authority beside the lead gives its opinion; who signs for it confirms", []string{"proposal"}},
		{"handling.meet", "the lead authority records that it met the proposer", []string{"proposal"}},
		{"handling.remind", "the secretary reminds an authority", []string{"proposal"}},
		{"handling.sweep", "what a timer does: it reminds authorities, and publishes ratings that were long enough among the moderators", []string{"proposal"}},
		{"handling.ask_extension", "the lead authority asks for a later day", []string{"proposal"}},
		{"handling.extend", "the secretary moves the day", []string{"proposal"}},
		{"handling.reply", "the lead authority drafts its reply; who signs for it issues it", []string{"proposal"}},
		{"handling.rate", "the organisation that proposed rates the reply; a second person confirms", []string{"proposal"}},
		{"handling.publish", "a moderator publishes a rating", []string{"proposal"}},
		{"handling.re_handle", "the secretary has measures handled again for a rating", []string{"proposal"}},
		{"handling.follow", "the secretary begins the follow-up: each measure that was accepted becomes a commitment", []string{"proposal"}},
		{"handling.close", "the secretary closes a proposal whose commitments are kept", []string{"proposal"}},
		{"partnership.propose", "the secretary puts a partnership before its parties", []string{"partnership"}},
		{"partnership.confirm", "a party confirms; the last confirmation is the agreement", []string{"partnership"}},
		{"partnership.activate", "the secretary says that it is active, and files the memorandum", []string{"partnership"}},
		{"commitment.enter", "the secretary enters what was promised at the table", []string{"commitment"}},
		{"commitment.accept", "its owner accepts it", []string{"commitment"}},
		{"commitment.start", "its owner has begun", []string{"commitment"}},
		{"commitment.report", "its owner says that it was kept, and what shows it", []string{"commitment"}},
		{"commitment.verify", "somebody of another group verifies it", []string{"commitment"}},
		{"commitment.ask_extension", "its owner asks for a later day", []string{"commitment"}},
		{"commitment.extend", "the chair moves its day", []string{"commitment"}},
		{"commitment.sweep", "what a timer does: it tells the convening authority of what is late for a month", []string{"commitment"}},
	}
}
