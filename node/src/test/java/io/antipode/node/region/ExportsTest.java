package io.antipode.node.region;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exports, with true shards, in AWS's layout. Where a text is AWS's it was seen there by the
 * authors of ScyllaDB's Alternator, whose tests say so, or is in AWS's documents.
 */
class ExportsTest {
  private static final Pattern ARN = Pattern.compile("'ExportArn':'([^']*)'");
  private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/hash";
  private static final String ITEM =
      "{'id':{'S':'%s'},'b':{'B':'AAEC'},'bs':{'BS':['AA==','AQ==']},'f':{'BOOL':false},"
          + "'l':{'L':[{'N':'-1.5'},{'S':'ü\\n'}]},'m':{'M':{'x':{'NULL':true}}},"
          + "'n':{'N':'1E+30'},'ns':{'NS':['1','2']},'ss':{'SS':['a','b']},'v':{'S':'%s'}}";

  @TempDir Path folder;
  private LoneRegion region;

  /** What there is, by id, as lines of an export. */
  private final TreeMap<String, String> model = new TreeMap<>();

  @BeforeEach
  void aRegionWithRecovery() throws Exception {
    region = new LoneRegion(folder);
    enable();
  }

  private void enable() {
    region.call(
        "UpdateContinuousBackups",
        "{'TableName':'hash','PointInTimeRecoverySpecification':"
            + "{'PointInTimeRecoveryEnabled':true}}");
  }

  private void put(String id, String v) {
    String item = ITEM.formatted(id, v);
    assertEquals("{}", region.call("PutItem", "{'TableName':'hash','Item':" + item + "}"));
    model.put(id, "{'Item':" + sorted(item) + "}");
  }

  /** Attributes in the order of their names, numbers as they are shown. */
  private static String sorted(String item) {
    return item.replace("'id':{'S':", "'ID':")
        .replaceAll("^\\{'ID':('[^']*')},", "{")
        .replace(
            "'l':", "'id':{'S':" + item.replaceAll("^\\{'id':\\{'S':('[^']*').*", "$1") + "},'l':")
        .replace("1E+30", "1" + "0".repeat(30));
  }

  private void delete(String id) {
    region.call("DeleteItem", "{'TableName':'hash','Key':{'id':{'S':'" + id + "'}}}");
    model.remove(id);
  }

  private String export(String more) {
    return region.call(
        "ExportTableToPointInTime", "{'TableArn':'" + TABLE + "','S3Bucket':'there'" + more + "}");
  }

  private static String arn(String answer) {
    Matcher arn = ARN.matcher(answer);
    assertTrue(arn.find(), answer);
    return arn.group(1);
  }

  private String finished(String arn) {
    for (int i = 0; i < 100; i++) {
      region.loop.advanceMs(1_000);
      String told = region.call("DescribeExport", "{'ExportArn':'" + arn + "'}");
      if (!told.contains("'ExportStatus':'IN_PROGRESS'")) {
        return told;
      }
    }
    throw new AssertionError("it does not end");
  }

  private Path root(String arn) {
    return folder.resolve("buckets/there/AWSDynamoDB").resolve(arn.replaceAll(".*/", ""));
  }

  private static List<String> lines(Path data) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(data)) {
      for (Path file : files.sorted().toList()) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          new String(in.readAllBytes(), UTF_8).replace('"', '\'').lines().forEach(lines::add);
        }
      }
    }
    Collections.sort(lines);
    return lines;
  }

  private List<String> modelLines() {
    return model.values().stream().sorted().toList();
  }

  @Test
  void whatIsThereIsExportedInTheLayoutOfAws() throws Exception {
    for (int i = 0; i < 30; i++) {
      put("k" + i, "1");
    }
    String begun = export("");
    String arn = arn(begun);
    assertTrue(arn.matches(Pattern.quote(TABLE) + "/export/[0-9]{14}-[0-9a-f]{8}"), arn);
    assertTrue(begun.contains("'ExportStatus':'IN_PROGRESS'"), begun);
    assertTrue(begun.contains("'ClientToken':'"), begun);
    assertTrue(begun.contains("'ExportFormat':'DYNAMODB_JSON'"), begun);
    String told = finished(arn);
    assertTrue(told.contains("'ExportStatus':'COMPLETED'"), told);
    assertTrue(told.contains("'ItemCount':30"), told);
    Path root = root(arn);
    assertTrue(
        told.contains(
            "'ExportManifest':'AWSDynamoDB/" + root.getFileName() + "/manifest-summary.json'"),
        told);
    assertEquals(modelLines(), lines(root.resolve("data")));
    try (Stream<Path> files = Files.list(root)) {
      assertEquals(
          List.of(
              "_started",
              "data",
              "manifest-files.json",
              "manifest-files.md5",
              "manifest-summary.json",
              "manifest-summary.md5"),
          files.map(each -> each.getFileName().toString()).sorted().toList());
    }
    for (String name : List.of("manifest-files", "manifest-summary")) {
      assertEquals(
          md5(Files.readAllBytes(root.resolve(name + ".json"))),
          Files.readString(root.resolve(name + ".md5")));
    }
    int items = 0;
    for (String line : Files.readAllLines(root.resolve("manifest-files.json"))) {
      Matcher file =
          Pattern.compile(
                  "\\{\"itemCount\":([0-9]+),\"md5Checksum\":\"([^\"]+)\","
                      + "\"etag\":\"([0-9a-f]{32}-1)\",\"dataFileS3Key\":\"([^\"]+)\"}")
              .matcher(line);
      assertTrue(file.matches(), line);
      items += Integer.parseInt(file.group(1));
      assertTrue(file.group(4).matches("AWSDynamoDB/[^/]+/data/[a-z2-7]{26}\\.json\\.gz"), line);
      assertEquals(
          md5(Files.readAllBytes(folder.resolve("buckets/there").resolve(file.group(4)))),
          file.group(2));
    }
    assertEquals(30, items);
    String summary = Files.readString(root.resolve("manifest-summary.json")).replace('"', '\'');
    assertTrue(
        summary.matches(
            "\\{'version':'2020-06-30','exportArn':'"
                + arn
                + "','startTime':'2027-[^']*Z','endTime':'2027-[^']*Z','tableArn':'"
                + TABLE
                + "','tableId':'[^']*','exportTime':'2027-[^']*Z','s3Bucket':'there','s3Prefix':null,"
                + "'s3SseAlgorithm':'AES256','s3SseKmsKeyId':null,'manifestFilesS3Key':'AWSDynamoDB/"
                + root.getFileName()
                + "/manifest-files.json','billedSizeBytes':[0-9]+,'itemCount':30,"
                + "'outputFormat':'DYNAMODB_JSON','exportType':'FULL_EXPORT'}"),
        summary);
    assertEquals(0, scratch());
  }

  private long scratch() throws IOException {
    Path sorting = folder.resolve("archive/sorting");
    if (!Files.exists(sorting)) {
      return 0;
    }
    try (Stream<Path> left = Files.list(sorting)) {
      return left.count();
    }
  }

  private static String md5(byte[] bytes) throws Exception {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
  }

  @Test
  void itShowsItsMomentWhateverComesLater() throws Exception {
    put("stays", "1");
    put("changes", "1");
    put("goes", "1");
    region.loop.advanceMs(5_000);
    put("changes", "2");
    put("comes", "1");
    delete("goes");
    List<String> then = modelLines();
    region.loop.advanceMs(1_000);
    long atMs = region.loop.nowMs();
    region.loop.advanceMs(1_000);
    put("changes", "3");
    put("late", "1");
    delete("stays");
    region.loop.advanceMs(1_000);
    String arn = arn(export(",'ExportTime':" + atMs / 1_000.0 + ",'S3Prefix':'a/b'"));
    String told = finished(arn);
    assertTrue(told.contains("'ItemCount':3"), told);
    assertEquals(
        then,
        lines(
            folder
                .resolve("buckets/there/a/b/AWSDynamoDB")
                .resolve(arn.replaceAll(".*/", ""))
                .resolve("data")));
  }

  @Test
  void aCrashAndARestartUnderWayChangeNothing() throws Exception {
    for (int i = 0; i < 200; i++) {
      put("k" + i, "1");
    }
    region.loop.advanceMs(5_000);
    List<String> then = modelLines();
    LoneRegion.Pending first =
        region.begin("ExportTableToPointInTime", "{'TableArn':'" + TABLE + "','S3Bucket':'there'}");
    while (!first.isAnswered()) {
      region.loop.run(1);
    }
    String arn = arn(first.answer());
    for (int step = 1; step < 40; step += 3) {
      region.loop.advanceMs(100);
      region.loop.run(step);
      region.crash();
      put("later" + step, "1");
      region.restart();
    }
    String told = finished(arn);
    assertTrue(told.contains("'ItemCount':200"), told);
    assertEquals(then, lines(root(arn).resolve("data")));
    assertEquals(0, scratch());
  }

  @Test
  void anIncrementalOneTellsWhatBecameOfEachItem() throws Exception {
    put("same", "1");
    put("changed", "1");
    put("deleted", "1");
    region.loop.advanceMs(5_000);
    long fromMs = region.loop.nowMs();
    put("changed", "2");
    put("changed", "3");
    put("new", "1");
    put("brief", "1");
    delete("brief");
    delete("deleted");
    region.loop.advanceMs(15 * 60_000);
    long toMs = region.loop.nowMs();
    put("changed", "4");
    region.loop.advanceMs(5_000);
    String specification =
        ",'ExportType':'INCREMENTAL_EXPORT','IncrementalExportSpecification':"
            + "{'ExportFromTime':%s,'ExportToTime':%s%s}";
    String both = arn(export(specification.formatted(fromMs / 1_000.0, toMs / 1_000.0, "")));
    assertTrue(finished(both).contains("'ItemCount':3"));
    Path data = folder.resolve("buckets/there/AWSDynamoDB/data");
    List<String> lines = lines(data);
    String at = "{'Metadata':{'WriteTimestampMicros':{'N':'" + fromMs + "000'}},";
    assertEquals(3, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.startsWith(at)), lines.toString());
    assertEquals(
        List.of(
            at + "'Keys':{'id':{'S':'changed'}},'NewImage':3,'OldImage':1}",
            at + "'Keys':{'id':{'S':'deleted'}},'OldImage':1}",
            at + "'Keys':{'id':{'S':'new'}},'NewImage':1}"),
        shortened(lines));
    String summary =
        Files.readString(root(both).resolve("manifest-summary.json")).replace('"', '\'');
    assertTrue(summary.contains("'version':'2023-08-01'"), summary);
    assertTrue(
        summary.contains("'outputView':'NEW_AND_OLD_IMAGES','exportType':'INCREMENTAL_EXPORT'"),
        summary);
    String single =
        arn(
            export(
                specification.formatted(
                    fromMs / 1_000.0, toMs / 1_000.0, ",'ExportViewType':'NEW_IMAGE'")));
    finished(single);
    List<String> all = shortened(lines(data));
    assertTrue(all.contains(at + "'Keys':{'id':{'S':'changed'}},'NewImage':3}"), all.toString());
    assertTrue(all.contains(at + "'Keys':{'id':{'S':'deleted'}}}"), all.toString());
  }

  /** With the value of v in place of images. */
  private static List<String> shortened(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceAll("Image':\\{'b'.*?'v':\\{'S':'([0-9]+)'}}", "Image':$1"))
        .toList();
  }

  @Test
  void aFilterChoosesItemsAndAttributes() throws Exception {
    put("a", "1");
    put("b", "2");
    put("c", "3");
    String filter =
        ",'FilterSpecification':{'FilterExpression':'v > :one','ProjectionExpression':'id, #v',"
            + "'ExpressionAttributeNames':{'#v':'v'},'ExpressionAttributeValues':{':one':{'S':'1'}}}";
    String arn = arn(export(filter));
    String told = finished(arn);
    assertTrue(told.contains("'ItemCount':2"), told);
    assertTrue(told.contains("'FilterSpecification':{'FilterExpression':'v > :one'"), told);
    assertEquals(
        List.of(
            "{'Item':{'id':{'S':'b'},'v':{'S':'2'}}}", "{'Item':{'id':{'S':'c'},'v':{'S':'3'}}}"),
        lines(root(arn).resolve("data")));
    String byKey =
        arn(
            export(
                ",'FilterSpecification':{'KeyConditionExpression':'id = :id',"
                    + "'ExpressionAttributeValues':{':id':{'S':'b'}}}"));
    finished(byKey);
    assertEquals(List.of(String.valueOf(model.get("b"))), lines(root(byKey).resolve("data")));
  }

  @Test
  void ionIsAmazons() throws Exception {
    put("a", "1");
    String arn = arn(export(",'ExportFormat':'ION'"));
    finished(arn);
    assertEquals(
        List.of(
            "$ion_1_0 {Item:{b:{{AAEC}},bs:$dynamodb_BS::[{{AA==}},{{AQ==}}],f:false,id:'a',"
                + "l:[-1.5,'ü\\n'],m:{x:null},n:1d30,ns:$dynamodb_NS::[1.,2.],"
                + "ss:$dynamodb_SS::['a','b'],v:'1'}}"),
        lines(root(arn).resolve("data")).stream()
            .map(line -> line.replace("1000000000000000000000000000000.", "1d30"))
            .toList());
  }

  @Test
  void aTokenBeginsOneExport() {
    String first = export(",'ClientToken':'t'");
    assertEquals(arn(first), arn(export(",'ClientToken':'t'")));
    assertEquals(
        "ExportConflictException: Duplicate request detected",
        export(",'ClientToken':'t','S3Prefix':'other'"));
    region.loop.leapMs(8L * 3_600_000 + 1);
    assertTrue(!arn(first).equals(arn(export(",'ClientToken':'t'"))));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertEquals(
        "TableNotFoundException: Table not found: gone",
        region.call(
            "ExportTableToPointInTime",
            "{'TableArn':'" + TABLE.replace("hash", "gone") + "','S3Bucket':'there'}"));
    assertEquals(
        "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table"
            + " 'range'",
        region.call(
            "ExportTableToPointInTime",
            "{'TableArn':'" + TABLE.replace("hash", "range") + "','S3Bucket':'there'}"));
    region.loop.advanceMs(5_000);
    assertTrue(export(",'ExportTime':1000").startsWith("InvalidExportTimeException: "));
    long now = region.loop.nowMs() / 1_000;
    assertTrue(export(",'ExportTime':" + (now + 60)).startsWith("InvalidExportTimeException: "));
    assertTrue(
        export(
                ",'ExportType':'INCREMENTAL_EXPORT','IncrementalExportSpecification':"
                    + "{'ExportFromTime':%d,'ExportToTime':%d}".formatted(now - 2, now))
            .startsWith("InvalidExportTimeException: Difference between export period"));
    assertEquals(
        "ValidationException: Filter Expression can only contain non-primary key attributes:"
            + " Primary key attribute: id",
        export(
            ",'FilterSpecification':{'KeyConditionExpression':'id = :a','FilterExpression':'id >"
                + " :a','ExpressionAttributeValues':{':a':{'S':'b'}}}"));
    String describe = "{'ExportArn':'%s'}";
    assertEquals(
        "ValidationException: Invalid Export ARN",
        region.call("DescribeExport", describe.formatted(TABLE)));
    assertEquals(
        "ValidationException: Invalid Export ARN",
        region.call("DescribeExport", describe.formatted(TABLE.replace("arn:", "qwerty:"))));
    assertEquals(
        "AccessDeniedException: Access is denied",
        region.call("DescribeExport", describe.formatted(TABLE.replace("dynamodb", "qwerty"))));
    String nobody = TABLE + "/export/01234567890123-0123abcd";
    assertEquals(
        "ExportNotFoundException: Export not found: " + nobody,
        region.call("DescribeExport", describe.formatted(nobody)));
  }

  @Test
  void theListIsReadPageByPage() {
    List<String> arns = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      region.loop.advanceMs(10);
      arns.add(arn(export(",'S3Prefix':'" + i + "'")));
    }
    List<String> listed = new ArrayList<>();
    String token = "";
    do {
      String page =
          region.call("ListExports", "{'TableArn':'" + TABLE + "','MaxResults':2" + token + "}");
      Matcher each = ARN.matcher(page);
      while (each.find()) {
        listed.add(each.group(1));
      }
      Matcher next = Pattern.compile("'NextToken':'([^']*)'").matcher(page);
      token = next.find() ? ",'NextToken':'" + next.group(1) + "'" : "";
    } while (!token.isEmpty());
    assertEquals(arns, listed);
    assertEquals(
        "{'ExportSummaries':[]}",
        region.call("ListExports", "{'TableArn':'" + TABLE.replace("hash", "other") + "'}"));
    assertTrue(region.call("ListExports", "{}").contains("'ExportType':'FULL_EXPORT'"), "the type");
  }
}
