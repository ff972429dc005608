package safeguard_test
import ("testing";"os";"strings";"sametable/internal/safeguard")
func TestHold(t *testing.T){
 raw,err:=os.ReadFile("/tmp/sg/hold2.tsv"); if err!=nil {t.Skip()}
 g:=safeguard.Default()
 for _,l:=range strings.Split(strings.TrimSpace(string(raw)),"\n"){
  c:=strings.Split(l,"\t"); if len(c)<3 {continue}
  text:=compose(t,c[2]); r:=g.Check(text,postingDay).Rules()
  if (len(r)>0)!=(c[0]=="+") { t.Errorf("%s %v %s",c[0],r,text)}
 }
}
