package dev.portico.platform.postgres;

/// What we set differently from PostgreSQL's defaults: a small machine, bulk loads in large
/// transactions, clients on the loopback address only.
record ServerSettings(PostgresOptions options, int port) {
    String text() {
        return """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = %d
        shared_buffers = 128MB
        work_mem = 16MB
        maintenance_work_mem = 64MB
        max_wal_size = 1GB
        min_wal_size = 128MB
        wal_level = minimal
        max_wal_senders = 0
        checkpoint_timeout = 15min
        max_worker_processes = 4
        max_parallel_workers_per_gather = 0
        random_page_cost = 1.1
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'
        log_line_prefix = '%%m [%%p] '
        log_min_messages = warning
        synchronous_commit = %s
        fsync = %s
        full_page_writes = %s
        """
                .formatted(
                        port,
                        options.maxConnections(),
                        onOff(options.durable()),
                        onOff(options.durable()),
                        onOff(options.durable()));
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
