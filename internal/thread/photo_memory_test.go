package thread_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// hollow is a PNG of one colour, a few kilobytes that would take side × side × 8 bytes once read.
func hollow(t *testing.T, side int) []byte {
	t.Helper()
	var out, packed bytes.Buffer
	chunk := func(name string, body []byte) {
		head := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
		named := append([]byte(name), body...)
		out.Write(append(append(head, named...), binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(named))...))
	}
	out.WriteString("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(side)), uint32(side))
	chunk("IHDR", append(head, 16, 6, 0, 0, 0)) // 16 bits, red green blue alpha
	z := zlib.NewWriter(&packed)
	line := make([]byte, 1+side*8)
	for range side {
		if _, err := z.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	chunk("IDAT", packed.Bytes())
	chunk("IEND", nil)
	return out.Bytes()
}

// TestAPhotoTakesNoMoreMemoryThanIsAllowed: what a small file would take once read is reckoned before it is read.
func TestAPhotoTakesNoMoreMemoryThanIsAllowed(t *testing.T) {
	h := house.World(t, store.SQLite)
	of := threadOf(t, h, "HD-T-2016-01")
	for _, c := range []struct {
		side  int
		wrong string
	}{{64, ""}, {2000, ""}, {4000, "photo.too_many_pixels"}} {
		_, _, err := h.Rooms.Threads.Reply(t.Context(), h.Actor(t, "maliqing"), thread.PostForm{Thread: of.ID, Language: "zh", Body: "附一张表。", Kind: thread.Personal,
			Photo: &thread.Upload{File: bytes.NewReader(hollow(t, c.side)), Alt: "一张空表"}})
		var f *fault.Fault
		told := ""
		if errors.As(err, &f) && len(f.Fields) > 0 {
			told = f.Fields[0].ID
		}
		if told != c.wrong || c.wrong == "" && err != nil {
			t.Errorf("%d pixels a side: %v", c.side, err)
		}
	}
}
