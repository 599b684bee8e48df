update stories.judgements set run_seq = $run_seq where run_seq is null;
