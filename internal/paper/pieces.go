package paper

import "math"

// pieceLines puts pieces that are kept whole on as few lines as hold them, so that the lines are alike and no later one is much shorter: a trapezoid.
// It gives for each line how many pieces it takes.
func pieceLines(widths []float64, gap, room float64) []int {
	n := len(widths)
	for count := 1; count <= n; count++ {
		if split := bestSplit(widths, gap, room, count); split != nil {
			return split
		}
	}
	out := make([]int, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

// bestSplit is the division into so many lines with the least unevenness, or nil when a line would be too long.
func bestSplit(widths []float64, gap, room float64, count int) []int {
	n := len(widths)
	total := gap * float64(n-1)
	for _, w := range widths {
		total += w
	}
	ideal := total / float64(count)
	cost, cut := table(count+1, n+1, math.Inf(1)), make([][]int, count+1)
	for i := range cut {
		cut[i] = make([]int, n+1)
	}
	cost[0][0] = 0
	for k := 1; k <= count; k++ {
		for end := k; end <= n; end++ {
			w := -gap
			for start := end - 1; start >= k-1; start-- {
				if w += widths[start] + gap; w > room {
					break
				}
				if c := cost[k-1][start] + (w-ideal)*(w-ideal); c < cost[k][end] {
					cost[k][end], cut[k][end] = c, start
				}
			}
		}
	}
	if math.IsInf(cost[count][n], 1) {
		return nil
	}
	out := make([]int, count)
	for k, end := count, n; k > 0; k-- {
		out[k-1] = end - cut[k][end]
		end = cut[k][end]
	}
	return out
}

func table(rows, columns int, value float64) [][]float64 {
	out := make([][]float64, rows)
	for i := range out {
		out[i] = make([]float64, columns)
		for j := range out[i] {
			out[i][j] = value
		}
	}
	return out
}
