package site

import "sametable/internal/proposal"

// statementMessages are the sentences of statements whose ids are put together.
func statementMessages() []string {
	var ids []string
	for _, s := range proposal.Stances() {
		ids = append(ids, "statement.stance_is."+string(s), "web.stand."+string(s))
	}
	ids = append(ids, "web.stand.proposed")
	for _, name := range blocks()[:3] {
		ids = append(ids, "statement.block."+name)
	}
	for verb := range proposal.StatementVerbs() {
		ids = append(ids, "statement.step_lead."+verb, "flash.statement_"+verb)
	}
	for _, channel := range proposal.Channels() {
		ids = append(ids, "statement.by_"+channel, "post.channel."+channel)
	}
	for _, state := range []string{proposal.Draft, proposal.Confirming} {
		ids = append(ids, "statement.pending."+state)
	}
	for _, s := range proposal.StatementMachine().States {
		ids = append(ids, "statement.reason_of."+s.Name)
	}
	for _, task := range []string{"confirm", "confirming", "back", "check", "checking", "letter_back", "asked"} {
		ids = append(ids, "desk.statement."+task)
	}
	return ids
}
