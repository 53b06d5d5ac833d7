package io.github.imagefeed.source.cifar;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/** A file server on the loopback address that knows ranges, and can be told to misbehave. */
final class CutServer implements AutoCloseable {

  private final byte[] content;
  private final ServerSocket socket;
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Integer> cuts = new ArrayDeque<>();
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
  private boolean silent;
  private boolean noRanges;
  private boolean noLength;
  private int status;

  CutServer(byte[] content) throws IOException {
    this.content = content;
    this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "cut-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Ends the first answers after so many bytes each. */
  synchronized CutServer cutAfter(int... bytes) {
    for (int b : bytes) {
      cuts.add(b);
    }
    return this;
  }

  /** Sends so many bytes of the first answer and then nothing, leaving the connection open. */
  synchronized CutServer silentAfter(int bytes) {
    silent = true;
    return cutAfter(bytes);
  }

  synchronized CutServer ignoreRanges() {
    noRanges = true;
    return this;
  }

  synchronized CutServer hideLength() {
    noLength = true;
    return this;
  }

  synchronized CutServer answer(int code) {
    status = code;
    return this;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/archive");
  }

  /** The Range field of each request so far, empty where there was none. */
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  private void serve() {
    try {
      while (true) {
        Socket client = socket.accept();
        open.add(client);
        if (answer(client)) {
          client.close();
        }
      }
    } catch (IOException e) {
      // The test is over: its server socket has been closed.
    }
  }

  /** Answers one request and returns whether the connection is to be closed. */
  private synchronized boolean answer(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    String range = "";
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Range: ")) {
        range = line.substring("Range: ".length());
      }
    }
    ranges.add(range);
    int from =
        range.isEmpty() || noRanges
            ? 0
            : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    OutputStream out = client.getOutputStream();
    if (status != 0) {
      head(out, status + " Status", "Content-Length: 0");
      return true;
    }
    if (from >= content.length) {
      head(out, "416 Range Not Satisfiable", "Content-Range: bytes */" + content.length);
      return true;
    }
    String length = noLength ? "X-Length: hidden" : "Content-Length: " + (content.length - from);
    if (from > 0) {
      String span = from + "-" + (content.length - 1) + "/" + content.length;
      head(out, "206 Partial Content", length, "Content-Range: bytes " + span);
    } else {
      head(out, "200 OK", length);
    }
    Integer cut = cuts.poll();
    out.write(content, from, cut == null ? content.length - from : cut);
    out.flush();
    return cut == null || !silent;
  }

  private static void head(OutputStream out, String... lines) throws IOException {
    String head = "HTTP/1.1 " + String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : List.copyOf(open)) {
      client.close();
    }
  }
}
