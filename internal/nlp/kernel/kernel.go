package kernel

// Align is what the row lengths of a product's result must be a multiple of, Block what its number of rows is rounded up to:
// a product writes whole blocks of rows and whole multiples of columns.
const (
	Align = 48
	Block = 8
	Lanes = 16 // inputs, and the columns of Dense products, come in multiples of it
)

// PadColumns rounds up to a multiple of Align.
func PadColumns(n int) int { return roundUp(n, Align) }

// PadRows rounds up to a multiple of Block.
func PadRows(n int) int { return roundUp(n, Block) }

// PadLanes rounds up to a multiple of Lanes.
func PadLanes(n int) int { return roundUp(n, Lanes) }

func roundUp(n, to int) int { return (n + to - 1) / to * to }

// Set is one implementation of the kernels. Its functions take rows of float32 that lie ld apart; they must not look at a
// row's neighbours, so that a row's result is the same in any company.
type Set struct {
	Name string

	nr, group int  // columns of a packed panel, and how many inputs of a column lie side by side in it
	wide      bool // quantised activations take two bytes
	pairs     bool // weights lie in Matrix.pairs

	// gemm multiplies rows of quantised activations by a packed matrix.
	gemm func(c []float32, ldc int, r *Rows, m *Matrix)
	// quantize turns a row into integers of 0 to 255: value = scale * integer + low.
	quantize func(q []byte, x []float32) (scale, low float32)
	// gelu replaces a row by GELU of it.
	gelu func(x []float32)
	// addNorm makes x the LayerNorm of x + y, with gain g and offset b.
	addNorm func(x, y, g, b []float32)
	// softmax replaces rows of n by their softmax.
	softmax func(x []float32, ld, rows, n int)
	// dense computes c[i][j] = init[j] + Σ_k a[i][k] b[k][j] for rows rows (a multiple of Block) and n columns (of Lanes).
	dense func(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, init []float32, rows, n, k int)
	// transpose writes dst[j][i] = src[i][j] for rows (a multiple of Block) and columns (of Lanes).
	transpose func(dst []float32, ldd int, src []float32, lds, rows, columns int)
	// combine is dense for one row.
	combine func(c, a, b []float32, ldb int, init []float32)
	// embed computes dst[j] = scale * row[j] + a[j].
	embed func(dst []float32, row []int8, scale float32, a []float32)
}

// Rows is a number of activation rows made ready for products.
type Rows struct {
	n, k  int
	q     []byte
	scale []float32 // of each row: value = scale * q + low
	low   []float32
	src   []float32 // for float32 matrices
	ld    int
}

// NewRows makes room for rows rows of at most k inputs.
func NewRows(rows, k int) *Rows {
	rows = PadRows(rows)
	return &Rows{q: make([]byte, 2*rows*k), scale: make([]float32, rows), low: make([]float32, rows)}
}

func (s *Set) bytes(k int) int {
	if s.wide {
		return 2 * k
	}
	return k
}

// Quantize makes rows of k inputs (a multiple of Lanes) that lie ld apart ready for products. Rows that pad the last block are
// taken for whatever they hold.
func (s *Set) Quantize(r *Rows, src []float32, ld, rows, k int) {
	r.n, r.k, r.src, r.ld = PadRows(rows), k, src, ld
	size := s.bytes(k)
	for i := range rows {
		r.scale[i], r.low[i] = s.quantize(r.q[i*size:(i+1)*size], src[i*ld:i*ld+k])
	}
}

// GeluQuantize replaces the rows by GELU of them, 0.5 x (1 + erf(x/√2)), and makes them ready for products.
func (s *Set) GeluQuantize(r *Rows, src []float32, ld, rows, k int) {
	r.n, r.k, r.src, r.ld = PadRows(rows), k, src, ld
	size := s.bytes(k)
	for i := range rows {
		x := src[i*ld : i*ld+k]
		s.gelu(x)
		r.scale[i], r.low[i] = s.quantize(r.q[i*size:(i+1)*size], x)
	}
}

// Product computes c = rows · mᵀ, rounded as the matrix says; rows of c lie ldc ≥ m.Columns() apart.
func (s *Set) Product(c []float32, ldc int, r *Rows, m *Matrix) {
	if m.K != r.k || ldc < m.pad || len(c) < (r.n-1)*ldc+m.pad {
		panic("kernel: a product's sizes do not fit")
	}
	if m.dense != nil {
		s.dense(c, ldc, r.src, r.ld, m.dense, m.pad, m.bias, r.n, m.pad, m.K)
		m.lift(c, ldc, r.n)
		return
	}
	s.gemm(c, ldc, r, m)
}

// AddNorm makes each row of x the LayerNorm (eps 1e-12) of x + y, with gain g and offset b; len(g) is a multiple of Lanes.
func (s *Set) AddNorm(x, y []float32, ldx, ldy, rows int, g, b []float32) {
	for i := range rows {
		s.addNorm(x[i*ldx:i*ldx+len(g)], y[i*ldy:i*ldy+len(g)], g, b)
	}
}

// Softmax replaces each row of n (a multiple of Lanes) by its softmax; columns to be left out hold Never.
func (s *Set) Softmax(x []float32, ld, rows, n int) {
	if rows < 1 || n < 1 || n%Lanes != 0 || len(x) < (rows-1)*ld+n {
		panic("kernel: a softmax's sizes do not fit")
	}
	s.softmax(x, ld, rows, n)
}

// Never is the score of what softmax must give no weight.
const Never = -1e30

// Dense computes c[i][j] = init[j] + Σ_k a[i][k] b[k][j] in float32, summed in ascending k with fused multiply-adds, for n
// columns (a multiple of Lanes); rows are rounded up to whole blocks.
func (s *Set) Dense(c []float32, ldc int, a []float32, lda int, b []float32, ldb int, init []float32, rows, n, k int) {
	rows = PadRows(rows)
	if n%Lanes != 0 || k < 1 || len(init) < n || len(a) < (rows-1)*lda+k || len(b) < (k-1)*ldb+n || len(c) < (rows-1)*ldc+n {
		panic("kernel: a float32 product's sizes do not fit")
	}
	s.dense(c, ldc, a, lda, b, ldb, init, rows, n, k)
}

// Transpose writes dst[j][i] = src[i][j]; rows are rounded up to whole blocks, columns are a multiple of Lanes.
func (s *Set) Transpose(dst []float32, ldd int, src []float32, lds, rows, columns int) {
	rows = PadRows(rows)
	if columns%Lanes != 0 || len(src) < (rows-1)*lds+columns || len(dst) < (columns-1)*ldd+rows {
		panic("kernel: a transposition's sizes do not fit")
	}
	s.transpose(dst, ldd, src, lds, rows, columns)
}

// Combine computes c[j] = init[j] + Σ_k a[k] b[k][j] as Dense does, for one row; len(c) is a multiple of Lanes.
func (s *Set) Combine(c, a, b []float32, ldb int, init []float32) {
	if len(c)%Lanes != 0 || len(a) == 0 || len(init) < len(c) || len(b) < (len(a)-1)*ldb+len(c) {
		panic("kernel: a float32 sum's sizes do not fit")
	}
	s.combine(c, a, b, ldb, init)
}

// Embed computes dst[j] = scale * row[j] + a[j]; len(dst) is a multiple of Lanes.
func (s *Set) Embed(dst []float32, row []int8, scale float32, a []float32) {
	s.embed(dst, row[:len(dst)], scale, a[:len(dst)])
}
