package lang_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"sametable/internal/fault"
	"sametable/internal/lang"
)

type word string

func TestSay(t *testing.T) {
	c := small(t)
	at := time.Date(2017, 9, 14, 6, 30, 0, 0, time.UTC)
	what := fault.Message{ID: "post.what", Args: fault.Args{"N": 1234567}}
	args := fault.Args{"Who": word("王例文"), "When": at, "What": what}
	for code, want := range map[lang.Code]string{
		lang.Chinese: "王例文于2017年9月14日 14:30（北京时间），08:30（斯德哥尔摩时间）发言：共1,234,567项",
		lang.English: "王例文 wrote at 14 September 2017, 14:30 (Beijing), 08:30 (Stockholm): 1,234,567 in all",
		lang.Swedish: "王例文 skrev den 14 september 2017 kl.\u00a014.30 (Peking), kl.\u00a008.30 (Stockholm): 1\u00a0234\u00a0567 totalt",
	} {
		if got := c.Speaker(code).Message(fault.Message{ID: "post.by", Args: args}); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
	en := c.Speaker(lang.English)
	if got := en.Say("post.by", fault.Args{"Who": int64(1200), "When": lang.Day(at), "What": 2.5}); got != "1,200 wrote at 14 September 2017: 2.5" {
		t.Errorf("got %q", got)
	}
	if got := en.Say("post.by", fault.Args{"Who": uint8(3), "When": []int{1}}); got != "3 wrote at ⟨When⟩: ⟨What⟩" {
		t.Errorf("a missing argument shows as %q", got)
	}
	if got := en.Of("post", "plain"); got != "Post" {
		t.Errorf("Of gives %q", got)
	}
	if got := c.Speaker("de").Message(fault.Message{ID: "post.plain"}); got != "发言" {
		t.Errorf("an unknown language speaks %q", got)
	}
}

func TestCountGoesByTheRulesOfEachLanguage(t *testing.T) {
	c := small(t)
	who := fault.Args{"Who": "A"}
	for n, want := range map[int][3]string{
		0:          {"A有0条回复", "A has 0 replies", "A har 0 svar"},
		1:          {"A有1条回复", "A has one reply", "A har ett svar"},
		2:          {"A有2条回复", "A has 2 replies", "A har 2 svar"},
		101:        {"A有101条回复", "A has 101 replies", "A har 101 svar"},
		10_000_001: {"A有10,000,001条回复", "A has 10,000,001 replies", "A har 10\u00a0000\u00a0001 svar"},
		-10:        {"A有-10条回复", "A has -10 replies", "A har −10 svar"},
	} {
		for i, code := range lang.Codes() {
			s := c.Speaker(code)
			if got := s.Count("post.count", n, who); got != want[i] {
				t.Errorf("%s %d: %q, want %q", code, n, got, want[i])
			}
			if got := s.Say("post.count", fault.Args{"Who": "A", "N": n}); got != want[i] {
				t.Errorf("%s %d, said: %q, want %q", code, n, got, want[i])
			}
		}
	}
}

func TestAnUnknownIDPanicsWithTheID(t *testing.T) {
	s := small(t).Speaker(lang.Swedish)
	for _, say := range []func(){func() { s.Say("post.lost") }, func() { s.Count("post.lost", 1) }, func() { s.Of("post", "lost") }} {
		func() {
			defer func() {
				if said, _ := recover().(string); !strings.Contains(said, "post.lost") {
					t.Errorf("panicked with %q", said)
				}
			}()
			say()
		}()
	}
}

func TestPlainWordsCostNothing(t *testing.T) {
	s := house(t).Speaker(lang.English)
	if n := testing.AllocsPerRun(100, func() { _ = s.Say("fault.not_found") + s.Of("fault", "invalid")[:0] }); n > 1 { // one for the sum
		t.Errorf("%v allocations", n)
	}
	if n := testing.AllocsPerRun(100, func() { s.Count("lang.days_left", 12) }); n > 1 {
		t.Errorf("Count: %v allocations", n)
	}
}

func TestPseudoBracketsAndWidensEverything(t *testing.T) {
	c := lang.Pseudo(small(t))
	s := c.Speaker(lang.English)
	at := time.Date(2017, 9, 14, 6, 30, 0, 0, time.UTC)
	for got, want := range map[string]string{
		s.Say("post.plain"): "⟦Post~~⟧",
		s.Count("post.count", 1, fault.Args{"Who": "A"}): "⟦A has one reply~~~~~~⟧",
		s.Count("post.count", 2, fault.Args{"Who": "A"}): "⟦A has 2 replies~~~~~~⟧",
		s.Date(at, lang.Beijing):                         "⟦14 September 2017⟧",
		s.List([]string{"x", "y"}):                       "⟦x and y⟧",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := small(t).Speaker(lang.English).Say("post.plain"); got != "Post" {
		t.Errorf("the catalogue itself changed: %q", got)
	}
	if len(lang.Pseudo(house(t)).IDs()) != len(house(t).IDs()) {
		t.Error("ids were lost")
	}
}

func TestASpeakerServesManyAtOnce(t *testing.T) {
	s := house(t).Speaker(lang.Chinese)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				names := []string{"张", "阿", "重庆"}
				s.SortStrings(names)
				if names[1] != "重庆" || s.Count("lang.days_left", 3) != "剩余3天" {
					t.Error("speakers disturb each other")
				}
			}
		})
	}
	all.Wait()
}

func BenchmarkSayPlain(b *testing.B) {
	s := house(b).Speaker(lang.Swedish)
	b.ReportAllocs()
	for b.Loop() {
		s.Say("fault.not_found")
	}
}

func BenchmarkSayArgs(b *testing.B) {
	s := small(b).Speaker(lang.Swedish)
	b.ReportAllocs()
	for b.Loop() {
		s.Say("post.by", fault.Args{"Who": "Wang Liwen", "When": "i går", "What": "Ja"})
	}
}

func BenchmarkCount(b *testing.B) {
	s := house(b).Speaker(lang.Swedish)
	b.ReportAllocs()
	for b.Loop() {
		s.Count("lang.days_left", 12)
	}
}

func BenchmarkOf(b *testing.B) {
	s := house(b).Speaker(lang.Swedish)
	b.ReportAllocs()
	for b.Loop() {
		s.Of("fault", "not_found")
	}
}

func BenchmarkDateTimeBoth(b *testing.B) {
	s := house(b).Speaker(lang.Swedish)
	at := time.Date(2017, 9, 14, 6, 30, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		s.DateTimeBoth(at, lang.Beijing)
	}
}
