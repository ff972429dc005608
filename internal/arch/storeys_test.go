package arch_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// beside is the storey of what stands beside the house and may look into every room.
const beside = -1

// storeys is the house, ground first. A room is a directory; an alcove below it belongs to it unless it has its own line.
func storeys() map[string]int {
	floors := [][]string{
		0:  {"internal/clock", "internal/config", "internal/policy", "internal/fault", "internal/forumtest/parts", "locales"},
		1:  {"internal/lang", "internal/markup", "internal/words", "internal/input", "internal/photo", "internal/safeguard", "internal/workflow", "internal/mail", "internal/ical", "internal/blob", "internal/demo/world"},
		2:  {"internal/paper", "internal/store"},
		3:  {"internal/register"},
		4:  {"internal/printed", "internal/index", "internal/terms", "internal/calendar"},
		5:  {"internal/text"},
		6:  {"internal/account", "internal/annex"},
		7:  {"internal/organisation"},
		8:  {"internal/forum"},
		9:  {"internal/ballot", "internal/thread", "internal/document", "internal/commitment", "internal/partnership"},
		10: {"internal/drafting", "internal/charter"},
		11: {"internal/proposal"},
		12: {"internal/decision", "internal/handling", "internal/cosign", "internal/appeal"},
		13: {"internal/byletter", "internal/meeting"},
		14: {"internal/minutes"},
		15: {"internal/rendering", "internal/received", "internal/results", "internal/named", "internal/translating"},
		16: {"internal/printing", "internal/erasing", "internal/notice", "internal/search", "internal/report", "internal/archive", "internal/translation", "internal/moderation", "internal/setup"},
		17: {"web"},
		18: {"internal/site", "internal/api", "internal/inbox"},
		19: {"internal/server", "internal/demo"},
		20: {"internal/app"},
		21: {"cmd/forum"},
	}
	table := map[string]int{"internal/forumtest": beside, "internal/arch": beside, "deploy": beside}
	for storey, rooms := range floors {
		for _, room := range rooms {
			table[room] = storey
		}
	}
	return table
}

// windows are the rooms that may look into a few rooms only, though they stand high. Their tests may look into what lies below.
func windows() map[string][]string {
	return map[string][]string{"web": {"internal/lang", "internal/fault"}}
}

// roomOf finds the room a directory belongs to: itself, or the nearest listed one above it.
func roomOf(dir string) (room string, storey int, known bool) {
	table := storeys()
	for dir != "." && dir != "" {
		if storey, ok := table[dir]; ok {
			return dir, storey, true
		}
		cut := strings.LastIndex(dir, "/")
		if cut < 0 {
			break
		}
		dir = dir[:cut]
	}
	return "", 0, false
}

// breaches tells what a file imports that it may not. A test outside its package may look anywhere.
func breaches(s source) []string {
	if s.external() {
		return nil
	}
	room, storey, known := roomOf(s.room)
	if !known {
		return []string{s.path + ": no storey for " + s.room + "; give it one in storeys_test.go and in the plan of the house"}
	}
	var found []string
	for _, spec := range s.syntax.Imports {
		to, _ := strconv.Unquote(spec.Path.Value)
		dir, ours := strings.CutPrefix(to, module+"/")
		if !ours {
			continue
		}
		if why := refusal(room, storey, dir, s.test); why != "" {
			found = append(found, fmt.Sprintf("%s imports %s: %s", s.at(spec.Pos()), dir, why))
		}
	}
	return found
}

// refusal says why a room may not import a directory, or nothing.
func refusal(room string, storey int, dir string, test bool) string {
	target, below, known := roomOf(dir)
	allowed, narrow := windows()[room]
	switch {
	case !known:
		return "it has no storey"
	case target == room || storey == beside:
		return ""
	case below == beside:
		return "only tests outside their package may"
	case narrow && !test && !slices.Contains(allowed, target):
		return room + " looks into " + strings.Join(allowed, ", ") + " only"
	case below == storey:
		return fmt.Sprintf("sideways on storey %d", storey)
	case below > storey:
		return fmt.Sprintf("upwards from storey %d to %d", storey, below)
	}
	return ""
}

func TestEveryRoomStandsOnTheStoreysBelow(t *testing.T) {
	for _, s := range house(t) {
		for _, breach := range breaches(s) {
			t.Error(breach)
		}
	}
}

func TestTheStoreysRuleBites(t *testing.T) {
	for _, c := range []struct{ file, pkg, imports, want string }{
		{"internal/thread/a.go", "thread", "internal/forum", ""},
		{"internal/thread/a.go", "thread", "internal/commitment", "sideways on storey 9"},
		{"internal/thread/a.go", "thread", "internal/proposal", "upwards from storey 9 to 11"},
		{"internal/thread/a.go", "thread", "internal/thread/deep", ""},
		{"internal/thread/deep/a.go", "deep", "internal/commitment", "sideways on storey 9"},
		{"internal/thread/a_test.go", "thread", "internal/proposal", "upwards from storey 9 to 11"},
		{"internal/thread/a_test.go", "thread_test", "internal/forumtest", ""},
		{"internal/thread/a.go", "thread", "internal/forumtest", "only tests outside their package may"},
		{"internal/thread/a.go", "thread", "internal/kitchen", "it has no storey"},
		{"internal/kitchen/a.go", "kitchen", "internal/clock", "no storey for internal/kitchen"},
		{"web/page.go", "web", "internal/lang", ""},
		{"web/part/part.go", "part", "internal/forum", "web looks into internal/lang, internal/fault only"},
		{"web/page_test.go", "web", "locales", ""},
		{"web/page_test.go", "web", "internal/site", "upwards from storey 17 to 18"},
		{"internal/demo/demo.go", "demo", "internal/demo/world", ""},
		{"internal/demo/demo.go", "demo", "internal/server", "sideways on storey 19"},
		{"internal/demo/world/world.go", "world", "internal/forum", "upwards from storey 1 to 8"},
		{"internal/forumtest/house.go", "forumtest", "internal/app", ""},
		{"internal/clock/clock.go", "clock", "internal/config", "sideways on storey 0"},
		{"cmd/forum/main.go", "main", "internal/app", ""},
	} {
		s := planted(t, c.file, "package "+c.pkg+"\n\nimport _ \""+module+"/"+c.imports+"\"\n")
		found := strings.Join(breaches(s), "\n")
		if c.want == "" && found != "" || !strings.Contains(found, c.want) {
			t.Errorf("%s imports %s: got %q, want %q", c.file, c.imports, found, c.want)
		}
	}
}
