package site

import (
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/web"
)

// serviceEndPage asks before a service is ended, and for its last day.
func serviceEndPage(v *visit) error {
	o, row, err := v.serviceHere()
	if err != nil {
		return err
	}
	return v.showServiceEnd(o, row, lang.ISO(v.now, lang.Beijing), nil)
}

func serviceEnd(v *visit) error {
	o, row, err := v.serviceHere()
	if err != nil {
		return err
	}
	day := v.written("day")
	_, err = v.s.Organisations.EndService(v.once().Context(), v.actor, organisation.ServiceEnd{ID: row.ID, Day: day, Version: v.version()})
	if f, ok := v.overtaken(err, o.Record()); ok {
		return v.showServiceEnd(o, row, day, f)
	}
	if err != nil {
		return err
	}
	return v.to("/o/"+o.Key+"#services", "service_ended")
}

func (v *visit) showServiceEnd(o organisation.Organisation, row organisation.Service, day string, bad *fault.Fault) error {
	view, err := v.servicePage(o, row, v.t.Say("service.end"), row.ID+"/end", bad)
	if err != nil {
		return err
	}
	said := map[string]string{}
	if bad != nil {
		said, view.Wrongs = web.Errors(v.t, bad.Fields), v.wrongs(bad, "day")
	}
	name, in := row.Called(v.code(), o.NativeLanguage)
	view.Lead, view.Word, view.Kind = v.t.Say("service.end_lead"), v.t.Say("service.end"), "danger"
	view.About = []web.Pair{{Key: v.t.Say("service.title_one"), Text: name, Lang: lang.Code(in).Tag()}}
	field := web.Input{Ask: v.serviceAsk("day", day, said), Type: "date", Short: true}
	if field.Optional = false; field.Error != "" { // a browser shows no date field with what is no date in it
		field.Type = "text"
	}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Line: &field}}}}
	return v.show(status(bad), web.LongFormPage(view))
}
