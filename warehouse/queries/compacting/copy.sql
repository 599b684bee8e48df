copy from database working to compacted;
