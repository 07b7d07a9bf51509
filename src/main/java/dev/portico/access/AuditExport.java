package dev.portico.access;

import java.time.Duration;

/// Who else is told of the audit, beside its table and the log. Never waits and never fails: what
/// can't be told is lost here, and kept there.
public interface AuditExport {
    /// Tells nobody.
    AuditExport NONE =
            new AuditExport() {
                @Override
                public void tell(AuditRecord record) {}

                @Override
                public void end(Duration within) {}
            };

    void tell(AuditRecord record);

    /// Tells what waits, and ends.
    void end(Duration within);
}
