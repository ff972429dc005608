package paper

import (
	"testing"
)

// What no font has is named before a paper is made; what is set in another shape than it is written is not missing.
func TestUnset(t *testing.T) {
	for text, want := range map[string]string{"会议纪要（第1期）——李例敏": "", "Närvaro: 9 av 11\u00a0organisationer\u202f– beslutfört": "", "手\U0001F3F3旗\U0001F3F3与\U000E0101": "\U0001F3F3\U000E0101"} {
		if got, err := Unset(text); err != nil || string(got) != want {
			t.Errorf("%q: %q, %v", text, string(got), err)
		}
	}
}
