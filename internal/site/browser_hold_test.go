package site_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/forumtest/browser"
	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/store"
)

// The line drops for ten minutes while a meeting sits, and the browser is killed meanwhile: what the secretary noted is sent when she is
// back, in its order, and stands at the minute she noted it.
func TestALineThatDropsLosesNothing(t *testing.T) {
	s := opened(t, house.World(t, store.SQLite))
	m := s.h.InSession(t)
	place := func(org string) string { return s.h.PlaceOf(t, m.ID, org).ID }
	noted := m.StartsAt.Add(20 * time.Minute)
	s.h.Clock.Set(noted)
	p := s.as("sunlizhen", "zh", browser.Desk())
	p.Go("/zh" + m.Path() + "/hold")
	p.Line(false)
	const roll = `main form[action$="/roll"] button.first`
	pick := `select[name="person_` + place("sanquan") + `"]`
	browser.Eval[bool](p, `(e => { e.value = '`+string(s.h.Person(t, "cairangli"))+`'; return true })(document.querySelector('`+pick+`'))`)
	p.Press(roll)
	p.Until(`document.querySelectorAll('#line li').length === 1`)
	p.Press(`#place-` + place("huilin") + ` summary`)
	p.Press(`form[action$="/` + place("huilin") + `/leave"] button`)
	p.Until(`document.querySelectorAll('#line li').length === 2`)
	s.says(p, "尚未送达，已留在本机", "点名：尚未到会", "不再发送")
	p.Picture("hold-line-down-1280-zh")
	beside := p.Beside()
	p.Die()

	s.h.Clock.Set(noted.Add(10 * time.Minute))
	beside.Go("/zh" + m.Path() + "/hold")
	beside.Until(`document.querySelector('#line').textContent.includes('本机留存的记录已全部发送')`)
	var came, left meeting.Presence
	for org, x := range map[string]*meeting.Presence{"sanquan": &came, "huilin": &left} {
		if err := s.h.Store.Read(t.Context()).Where("place_id = ?", place(org)).Take(x).Error; err != nil {
			t.Fatal(org, err)
		}
	}
	if !came.Arrived.Equal(noted) || left.Left == nil || !left.Left.Equal(noted) {
		t.Errorf("came at %v, left at %v; noted at %v", came.Arrived, left.Left, noted)
	}

	// Whoever has been signed out meanwhile signs in again, and what she noted is sent then.
	beside.Strange()
	beside.Press(`#place-` + place("fed") + ` summary`)
	beside.Follow(`form[action$="/` + place("fed") + `/leave"] button`)
	if len(s.present(place("fed"))) != 1 || !strings.Contains(beside.Path(), "/login") {
		t.Fatalf("a stranger notes who leaves, or is not asked to sign in: %s", beside.Path())
	}
	beside.Follow("button[value=sunlizhen]")
	beside.Until(`location.pathname.endsWith('/hold') && document.querySelector('#line').textContent.trim() !== ''`)
	for i := 0; len(s.present(place("fed"))) > 0; i++ {
		if i == 50 {
			t.Fatal("what was noted before signing in again is lost")
		}
		time.Sleep(100 * time.Millisecond)
	}
	beside.Until(`document.querySelector('#place-` + place("fed") + `') && !document.querySelector('form[action$="/` + place("fed") + `/leave"]')`) // the page comes anew with what was sent

	// What the house refuses comes back with what was typed.
	beside.Go("/zh" + m.Path() + "/hold")
	beside.Press(`#place-` + place("xunli") + ` summary`)
	beside.Write(`form[action$="/`+place("xunli")+`/leave"] input[name=at]`, "半夜")
	beside.Follow(`form[action$="/` + place("xunli") + `/leave"] button`)
	if got := beside.Value(`form[action$="/` + place("xunli") + `/leave"] input[name=at]`); got != "半夜" {
		t.Errorf("typed text: %q", got)
	}
	s.says(beside, "请这样填写时间：14:30")
	beside.Go("/zh" + m.Path() + "/hold")
	if browser.Eval[bool](beside, `!document.querySelector('#line').hidden`) {
		t.Error("what was refused waits to be sent again")
	}
}

// present are those who sit for a place and have not left.
func (s seen) present(place string) []meeting.Presence {
	s.t.Helper()
	var all []meeting.Presence
	if err := s.h.Store.Read(s.t.Context()).Where("place_id = ? AND gone IS NULL", place).Find(&all).Error; err != nil {
		s.t.Fatal(err)
	}
	return all
}
