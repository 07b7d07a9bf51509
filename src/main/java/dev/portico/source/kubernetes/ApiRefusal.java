package dev.portico.source.kubernetes;

/// The API server answered, but not with what was asked for.
final class ApiRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /// @param message of the server's Status, shortened
    ApiRefusal(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
