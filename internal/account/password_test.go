package account_test

import (
	"fmt"
	"strings"
	"testing"

	"sametable/internal/account"
)

func TestCommonPasswordsAreRefused(t *testing.T) {
	for _, p := range []string{
		"password123", "P@ssw0rd2024!", "Password!!", "pa55word1234", "letmein12345", "1234567890", "0987654321", "13812345678", "19900101199",
		"qwertyuiop", "qwerty123456", "1qaz2wsx3edc", "zxcvbnm,./", "asdfghjklöä", "!@#$%^&*()", "abcdefghij", "aaaaaaaaaa", "abcabcabcabc",
		"woaini1314520", "Woaini5201314", "5201314woaini", "mima123456", "wodemima888", "nihao123456", "zhongguo2019", "我爱你我爱你1314", "我爱中国1949",
		"密码123456789", "sommar2019!", "Lösenord123", "l0senord123", "hejhejhej123", "jagälskardig", "stockholm2020", "fotboll123!", "älskling123",
		"iloveyou2018", "dragon12345", "football1990", "passwordpassword", "summer-winter", "Sunshine!123", "$ommar2021", "ＰＡＳＳＷＯＲＤ１２３",
		"sametable2019", "论坛密码123456",
	} {
		if !account.CommonPassword(p) {
			t.Errorf("%q passes", p)
		}
	}
	for _, p := range []string{
		"kastanj violin mossa 71", "correct horse battery staple", "tulpan grotta segelbåt", "xK9#vTq2Lm", "青石巷口卖豆腐的老陈", "yusan chuanghu bohe qiao",
		"trehjuling på vinden", "the third gate creaks", "mjölk ost bröd kaffe nyp", "hbgd73kfpwz", "两只竹篮三把伞丢了一把",
	} {
		if account.CommonPassword(p) {
			t.Errorf("%q is refused", p)
		}
	}
}

// TestTheCommonestPatterns makes the list a guesser would begin with, from the words and the endings people use.
func TestTheCommonestPatterns(t *testing.T) {
	endings := []string{"123456", "12345678", "1234567890", "1234!", "2019!!", "888888", "666666", "5201314", "!@#$%^", "19900101", "00000000", "111111"}
	n := 0
	for stem := range account.Stems() {
		for _, ending := range endings {
			for _, p := range []string{stem + ending, strings.ToUpper(stem) + ending, ending + stem} {
				if n++; !account.CommonPassword(p) {
					t.Errorf("%q passes", p)
				}
			}
		}
	}
	if n < 2000 {
		t.Errorf("only %d patterns", n)
	}
}

func TestEveryStemCounts(t *testing.T) {
	if n := len(account.Stems()); n < 600 {
		t.Errorf("only %d stems", n)
	}
	for stem := range account.Stems() {
		runes := len([]rune(stem))
		if runes > 20 || runes < 2 || len(stem) < 3 {
			t.Errorf("%q is never found", stem)
		}
	}
}

func TestSlipHashForgivesTyping(t *testing.T) {
	want := account.SlipHash("7K2M-Q9XD-01AB-CDEF")
	for _, typed := range []string{"7k2mq9xd01abcdef", "7K2M Q9XD O1AB CDEF", "7K2M–Q9XD–OIAB–CDEF", "７Ｋ２Ｍ－Ｑ９ＸＤ－０１ＡＢ－ＣＤＥＦ", "7K2M-Q9XD-0lAB-CDEF\n"} {
		if account.SlipHash(typed) != want {
			t.Errorf("%q is another code", typed)
		}
	}
	seen := map[string]bool{}
	for i := range 200 {
		seen[account.SlipHash(fmt.Sprint("code", i))] = true
	}
	if len(seen) != 200 {
		t.Errorf("%d hashes of 200 codes", len(seen))
	}
}
