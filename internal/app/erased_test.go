package app_test

import (
	"bytes"
	"os"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// TestAnErasedTextIsNotInTheFile: nothing of an erased post stands in SQLite's file any more, neither in its pages nor among the
// words of the search nor in the log beside it, so that copies made later do not carry it on.
func TestAnErasedTextIsNotInTheFile(t *testing.T) {
	h := house.World(t, store.SQLite)
	ctx := t.Context()
	const words, word = "梧桐树影秋千灯塔风车磨坊", "zyxqtarn"
	var of thread.Thread
	var p thread.Post
	err := h.Store.Read(ctx).Where("reference = ?", "HD-T-2016-01").Take(&of).Error
	if err == nil {
		_, p, err = h.Rooms.Threads.Reply(ctx, h.Actor(t, "maliqing"), thread.PostForm{Thread: of.ID, Language: "zh", Kind: thread.Personal, Body: "这一段话说的是" + words + "，" + word + "。"})
	}
	if err != nil {
		t.Fatal(err)
	}
	stands := func() (both [2]int) {
		t.Helper()
		if err := h.Rooms.Register.CatchUp(ctx); err != nil {
			t.Fatal(err)
		}
		var seq int
		var name, path string
		db := h.Store.SQL()
		if err := db.QueryRow("PRAGMA database_list").Scan(&seq, &name, &path); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{path, path + "-wal"} {
			file, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			both[0] += bytes.Count(file, []byte(words))
			both[1] += bytes.Count(file, []byte(word))
		}
		return both
	}
	if before := stands(); before[0] == 0 || before[1] == 0 {
		t.Fatalf("the file has the words %v times before", before)
	}
	for _, who := range []string{"elin", "linlihua"} {
		now, err := h.Rooms.Threads.Post(ctx, h.Actor(t, who), p.ID, "zh")
		if err == nil {
			_, _, err = h.Rooms.Threads.Take(ctx, h.Actor(t, who), thread.Step{Post: p.ID, Verb: "erase", Reason: "不宜保留。", Version: now.Version})
		}
		if err != nil {
			t.Fatalf("%s: %v", who, err)
		}
	}
	if after := stands(); after != [2]int{} {
		t.Errorf("the file still has the words %v times", after)
	}
}
