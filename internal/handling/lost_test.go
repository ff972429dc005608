package handling_test

import (
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/handling"
	"sametable/internal/organisation"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// toldOf are those who were told of the handling by a verb.
func (d *desk) toldOf(verb string) map[string]bool {
	d.Helper()
	d.Must(d.Rooms.Register.CatchUp(d.Context()))
	var names []string
	seqs := d.Store.Read(d.Context()).Model(&register.Entry{}).Select("seq").Where("noun_id = ? AND verb = ?", d.m.ID, verb)
	d.Must(d.Store.Read(d.Context()).Table("notices").Joins("JOIN persons ON persons.id = notices.person_id").Where("notices.seq IN (?)", seqs).Distinct().Pluck("persons.username", &names).Error)
	told := map[string]bool{}
	for _, name := range names {
		told[name] = true
	}
	return told
}

// both lets two officers take a step with an organisation: suspend it, or lift that.
func (d *desk) both(verb, key string) {
	d.Helper()
	for _, who := range []string{"johan", "songlishen"} {
		var o organisation.Organisation
		d.Must(d.Store.Read(d.Context()).Where("id = ?", d.Org(key)).Take(&o).Error)
		_, err := d.Rooms.Organisations.Step(d.Context(), d.Actor(d.T, who), organisation.Step{ID: o.ID, Verb: verb, Note: "材料核实中。", Version: o.Version, Anyway: true})
		d.Must(err)
	}
}

// A lead authority that loses its accreditation cannot act: the secretary and the chair are told once, the clock runs on, and the secretary
// takes the proposal back; or it stands again and replies.
func TestTheLeadLosesItsAccreditation(t *testing.T) {
	desks(t, func(d *desk) {
		d.Must(d.hand("sunlizhen"))
		waiting, err := d.file("jialixing", d.reply(handling.Accepted, handling.Accepted, handling.Accepted))
		d.Must(err)
		due := d.state().Due
		d.sweep("2019-06-11 09:00")
		if n := d.told("handling.authority_lost"); n != 0 {
			d.Errorf("told %d times of an authority that stands", n)
		}
		d.both("suspend", "hd-edu")
		for range 2 {
			d.sweep("2019-06-12 09:00")
			if n := d.told("handling.authority_lost"); n != 1 {
				d.Errorf("told %d times", n)
			}
		}
		told := d.toldOf("handling.authority_lost")
		for who, want := range map[string]bool{"sunlizhen": true, "wangliwen": true, "maliqing": false, "zhaoliran": false} {
			if told[who] != want {
				d.Errorf("%s was told: %v", who, told[who])
			}
		}
		for who, verb := range map[string]string{"jiangliyan": "confirm", "jialixing": "take_back"} {
			if _, err := d.step(who, verb, waiting); house.Says(err) == "" {
				d.Errorf("%s takes the step %s without accreditation", who, verb)
			}
		}
		for who, verb := range map[string]string{"jialixing": "give_back", "jiangliyan": "ask_extension"} {
			if got := house.Says(d.take(who, handling.Step{Verb: verb, Right: "湖东省民政厅", Day: "2019-11-01"})); got == "" {
				d.Errorf("%s takes the step %s without accreditation", who, verb)
			}
		}
		if got := d.state().Due; !got.Equal(due) {
			d.Errorf("the clock was moved to %s", got)
		}
		d.both("lift", "hd-edu")
		d.sweep("2019-06-13 09:00")
		if got := d.state(); got.Lost != "" || d.told("handling.standing_again") != 1 {
			d.Errorf("it stands again, and %q is lost", got.Lost)
		}
		d.both("suspend", "hd-edu")
		d.sweep("2019-06-14 09:00")
		if n := d.told("handling.authority_lost"); n != 2 {
			d.Errorf("the second time: told %d times", n)
		}
		d.Must(d.take("sunlizhen", handling.Step{Verb: "recall"}))
		d.is(proposal.Recommended)
		if got := house.Says(d.hand("sunlizhen")); got != "lead:handling.choose_lead" {
			d.Errorf("handed to an authority that is suspended: %s", got)
		}
		var kept handling.Answer
		d.Must(d.Store.Read(d.Context()).Where("id = ?", waiting.ID).Take(&kept).Error)
		if kept.State != handling.Draft {
			d.Errorf("what it was writing is %s", kept.State)
		}
	})
}

// An authority beside the lead that loses its seat, or its accreditation, gives no opinion and is not reminded; the lead is told, and replies
// without it.
func TestACoHandlerIsLost(t *testing.T) {
	desks(t, func(d *desk) {
		d.Must(d.hand("sunlizhen", "dongze-ca"))
		d.both("suspend", "dongze-ca")
		d.sweep("2019-06-11 09:00")
		for verb, who := range map[string]string{"handling.authority_lost": "sunlizhen", "handling.co_handler_lost": "jialixing"} {
			if told := d.toldOf(verb); !told[who] {
				d.Errorf("%s: %s was not told, but %v", verb, who, told)
			}
		}
		if _, err := d.file("malidong", handling.Filing{Proposal: d.p.ID, Kind: handling.Opinion, Words: "支持试点。"}); house.Says(err) == "" {
			d.Error("it gives an opinion without accreditation")
		}
		if got := house.Says(d.take("sunlizhen", handling.Step{Verb: "recall"})); got != proposal.GuardLost {
			d.Errorf("taken from a lead that stands: %s", got)
		}
		before := d.told("handling.due_soon")
		d.sweep("2019-07-08 09:00") // two days before opinions are due
		if n := d.told("handling.due_soon"); n != before {
			d.Errorf("reminded %d times more", n-before)
		}
		d.gives("jialixing", "jiangliyan", d.reply(handling.Accepted, handling.Accepted, handling.Accepted))
		d.is(proposal.Replied)
	})
}

// Who confirms a reply confirms the words she has read: where they were written anew meanwhile, she is told.
func TestAReplyIsWrittenAnewWhileSomebodySigns(t *testing.T) {
	desks(t, func(d *desk) {
		d.Must(d.hand("sunlizhen"))
		read, err := d.file("jialixing", d.reply(handling.Accepted, handling.Accepted, handling.Accepted))
		d.Must(err)
		_, err = d.step("jialixing", "take_back", read)
		d.Must(err)
		written, err := d.file("jialixing", d.reply(handling.NotAccepted, handling.NotAccepted, handling.NotAccepted))
		d.Must(err)
		if _, err := d.step("jiangliyan", "confirm", read); house.Says(err) != "fault.stale" {
			d.Errorf("other words are signed: %s", house.Says(err))
		}
		d.is(proposal.HandedOver)
		_, err = d.step("jiangliyan", "confirm", written)
		d.Must(err)
	})
}
