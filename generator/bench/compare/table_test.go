package compare

import (
	"strings"
	"testing"
	"time"
)

func TestTable(t *testing.T) {
	sample := func(wall, cpu time.Duration, peak int64) Sample {
		return Sample{Wall: wall * time.Millisecond, CPU: cpu * time.Millisecond, Peak: peak * 1e6}
	}
	var b strings.Builder
	err := Table(&b, []Row{
		{1000, "cold", "floor", []Sample{sample(170, 300, 50), sample(150, 290, 52), sample(160, 310, 51)}},
		{1000, "cold", "balise", []Sample{sample(400, 700, 90), sample(240, 600, 80)}},
		{10000, "cold", "floor", []Sample{sample(1250, 2400, 0)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `
| guides | scenario | program | runs | wall, median [min–max]    | CPU     | peak memory | × floor, cold |
| ------ | -------- | ------- | ---- | ------------------------- | ------- | ----------- | ------------- |
| 1000   | cold     | floor   | 3    | 0.160 s [0.150 s–0.170 s] | 0.300 s | 51 MB       | 1.00          |
| 1000   | cold     | balise  | 2    | 0.320 s [0.240 s–0.400 s] | 0.650 s | 85 MB       | 2.00          |
| 10000  | cold     | floor   | 1    | 1.25 s [1.25 s–1.25 s]    | 2.40 s  | –           | 1.00          |
`
	if got := "\n" + b.String(); got != want {
		t.Errorf("got:%s\nwant:%s", got, want)
	}
}
