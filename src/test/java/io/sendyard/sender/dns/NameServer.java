package io.sendyard.sender.dns;

import io.sendyard.core.DnsResolver;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** A name server that answers what it is told to, by UDP and, where that is too long, by TCP. */
public final class NameServer implements AutoCloseable {

    private static final int MOST_BY_UDP = 512;
    private static final int MOST_ALIASES = 8;

    private final DatagramSocket socket;
    private final ServerSocket listener;
    private final Map<String, Integer> codes = new ConcurrentHashMap<>();
    private final Map<String, List<Record>> records = new ConcurrentHashMap<>();
    private volatile String all = "";

    public NameServer() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        socket = new DatagramSocket(listener.getLocalPort(), InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(this::datagrams));
        Thread.ofVirtual().start(() -> serve(this::connections));
    }

    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** What it says whatever is asked of that name. */
    void code(String name, int code) {
        codes.put(name, code);
    }

    /** The address of whatever has no other. */
    public void addressOfAll(String figures) {
        all = figures;
    }

    public void address(String name, String figures) {
        answer(name, Type.A, address(NameServer.name(name), figures));
    }

    void answer(String name, int type, Record... some) {
        records.put(name + " " + type, List.of(some));
    }

    /**
     * Adds a record: an address, a host or a text of any length, as a zone file has it without its
     * quotes. An empty value takes away the records of that type.
     */
    public void publish(String name, String type, String value) {
        var key = name + " " + Type.value(type);
        if (value.isEmpty()) {
            records.remove(key);
        } else {
            records.merge(
                    key,
                    List.of(record(name(name), type, value)),
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        }
    }

    private static Record record(Name name, String type, String value) {
        return switch (type) {
            case "A" -> address(name, value);
            case "AAAA" -> new AAAARecord(name, DClass.IN, 60, InetAddress.ofLiteral(value));
            case "CNAME" -> new CNAMERecord(name, DClass.IN, 60, name(value));
            case "MX" -> new MXRecord(name, DClass.IN, 60, 10, name(value));
            case "TXT" -> new TXTRecord(name, DClass.IN, 60, strings(value));
            default -> throw new IllegalArgumentException(type);
        };
    }

    /** Strings of up to 255 bytes, in the escaped form that the library takes. */
    private static List<String> strings(String value) {
        return Pattern.compile("(?s).{1,200}")
                .matcher(value)
                .results()
                .map(MatchResult::group)
                .map(part -> part.replace("\\", "\\\\").replace("\"", "\\\""))
                .toList();
    }

    /** A resolver that asks this server alone. */
    public DnsResolver resolver() {
        return new DnsJavaResolver(new DnsJavaResolver.DnsProperties(List.of(address())));
    }

    static Name name(String text) {
        return Name.fromConstantString(text + ".");
    }

    @Override
    public void close() throws IOException {
        socket.close();
        listener.close();
    }

    private void datagrams() throws IOException {
        var packet = new DatagramPacket(new byte[4_096], 4_096);
        socket.receive(packet);
        var query = new byte[packet.getLength()];
        System.arraycopy(packet.getData(), 0, query, 0, query.length);
        var answer = answer(new Message(query)).toWire(MOST_BY_UDP);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
    }

    private void connections() throws IOException {
        try (Socket client = listener.accept()) {
            var in = new DataInputStream(client.getInputStream());
            var query = in.readNBytes(in.readUnsignedShort());
            var answer = answer(new Message(query)).toWire();
            var out = new DataOutputStream(client.getOutputStream());
            out.writeShort(answer.length);
            out.write(answer);
            out.flush();
            in.read();
        }
    }

    private Message answer(Message query) {
        var question = query.getQuestion();
        var name = question.getName().toString(true);
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(codes.getOrDefault(name, Rcode.NOERROR));
        answer.addRecord(question, Section.QUESTION);
        var type = question.getType();
        var some = records.get(name + " " + type);
        for (int i = 0; some == null && type != Type.CNAME && i < MOST_ALIASES; i++) {
            var alias = records.get(name + " " + Type.CNAME);
            if (alias == null) {
                break;
            }
            alias.forEach(record -> answer.addRecord(record, Section.ANSWER));
            name = ((CNAMERecord) alias.getFirst()).getTarget().toString(true);
            some = records.get(name + " " + type);
        }
        if (some != null) {
            some.forEach(record -> answer.addRecord(record, Section.ANSWER));
        } else if (type == Type.A && !all.isEmpty()) {
            answer.addRecord(address(question.getName(), all), Section.ANSWER);
        }
        return answer;
    }

    private static Record address(Name name, String figures) {
        return new ARecord(name, DClass.IN, 60, InetAddress.ofLiteral(figures));
    }

    private static void serve(Serving serving) {
        try {
            while (true) {
                serving.one();
            }
        } catch (SocketException e) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One question. */
    private interface Serving {

        void one() throws IOException;
    }
}
