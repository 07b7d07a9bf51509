package dev.portico.app.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/// Sends requests over a number of connections, each the next when the last is answered, for some
/// seconds. Plain HTTP/1.1 over blocking sockets, so that the load takes little of the machine.
final class HttpLoad {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;

    HttpLoad(int port) {
        this.port = port;
    }

    /// The requests of one connection, one after another.
    interface Script {
        /// @param answer body of the last answer; empty for the first request
        String next(String answer);
    }

    /// What was measured.
    ///
    /// @param nanos time of each request, in order of length
    record Result(long[] nanos, double seconds) {
        double perSecond() {
            return nanos.length / seconds;
        }

        double percentileMillis(double part) {
            return nanos.length == 0 ? 0 : nanos[(int) (part * (nanos.length - 1))] / 1e6;
        }
    }

    static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    }

    /// The same from someone with a token.
    static String get(String path, String token) {
        return "GET "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                + token
                + "\r\n\r\n";
    }

    static String post(String path, String json) {
        return "POST "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                + json.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + json;
    }

    /// @param script makes the requests of a connection, given its number
    Result run(IntFunction<Script> script, int connections, double seconds)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<long[]> times = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                Script own = script.apply(i);
                running.add(threads.submit(() -> connection(own, end)));
            }
            for (Future<long[]> future : running) {
                times.add(future.get(1 + (long) seconds + 60, TimeUnit.SECONDS));
            }
        } catch (ExecutionException e) {
            throw new IOException("a request failed: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("the requests did not end in time", e);
        }
        long[] all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Result(all, (System.nanoTime() - start) / 1e9);
    }

    private long[] connection(Script script, long end) throws IOException {
        long[] nanos = new long[1024];
        int count = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            String answer = "";
            while (System.nanoTime() < end) {
                byte[] request = script.next(answer).getBytes(StandardCharsets.UTF_8);
                long start = System.nanoTime();
                out.write(request);
                answer = answer(in);
                if (count == nanos.length) {
                    nanos = Arrays.copyOf(nanos, count * 2);
                }
                nanos[count++] = System.nanoTime() - start;
            }
        }
        return Arrays.copyOf(nanos, count);
    }

    private static String answer(InputStream in) throws IOException {
        String status = line(in);
        int length = -1;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.equals("transfer-encoding: chunked");
        }
        String body = chunked ? chunks(in) : text(in, length);
        if (!status.contains(" 200")) {
            throw new IOException("answered with " + status + " " + body);
        }
        return body;
    }

    private static String chunks(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
            body.append(text(in, size));
            line(in);
        }
        line(in);
        return body.toString();
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in).strip(), 16);
    }

    private static String text(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(Math.max(0, length));
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
