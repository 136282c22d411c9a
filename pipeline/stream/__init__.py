"""The streaming edge: the only package that knows Faust, and (with ``broker``) Kafka.

``topics``     the topics as data, created and checked
``transport``  Faust's consumer with tracked deliveries: nothing skipped, nothing committed that isn't done
``table``      keyed state of a partition, rebuilt from its topic; the higher source offset wins
``store``      where a table's values lie: memory or RocksDB
``outbox``     what a batch sends, partition by partition, awaited once
``lane``       one partition's messages in order, in batches
``coder``      coding in the process pool, without blocking the event loop
``articles``   what happens to a batch of raw articles, step by step; ``state``: their tables
``stories``    what happens to a batch of reports, step by step; ``story_state``: their table and the merger
``audit``      the counts, and ``story_audit`` the stories, worked out again and compared
``app``        the Faust app: agents, transport, tables
``worker``     one worker's life: checks, start, signals, metrics
"""
