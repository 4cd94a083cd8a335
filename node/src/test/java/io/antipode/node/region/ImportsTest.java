package io.antipode.node.region;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.antipode.cluster.catalog.TableStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Imports, with true shards. */
class ImportsTest {
  private static final Pattern ARN = Pattern.compile("'ImportArn':'([^']*)'");
  private static final String KEY =
      "'KeySchema':[{'AttributeName':'id','KeyType':'HASH'}],"
          + "'AttributeDefinitions':[{'AttributeName':'id','AttributeType':'S'}],"
          + "'BillingMode':'PAY_PER_REQUEST'";
  private static final String ALL_TYPES =
      "{'b':{'B':'AAEC'},'bs':{'BS':['AA==','AQ==']},'f':{'BOOL':false},'id':{'S':'all'},"
          + "'l':{'L':[{'N':'-1.5'},{'S':'ü\\n'}]},'m':{'M':{'x':{'NULL':true}}},"
          + "'n':{'N':'1234567890123456789012345678901234567.8'},'ns':{'NS':['1','2']},"
          + "'ss':{'SS':['a','b']}}";

  @TempDir Path folder;
  private LoneRegion region;

  @BeforeEach
  void aRegion() throws Exception {
    region = new LoneRegion(folder);
  }

  private Path bucket() throws IOException {
    return Files.createDirectories(folder.resolve("buckets/there"));
  }

  private void object(String key, String text) throws IOException {
    object(key, text.replace('\'', '"').getBytes(UTF_8));
  }

  private void object(String key, byte[] bytes) throws IOException {
    Path file = bucket().resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private String begin(String table, String prefix, String format, String more) {
    return region.call(
        "ImportTable",
        "{'S3BucketSource':{'S3Bucket':'there','S3KeyPrefix':'%s'},'InputFormat':'%s'%s,"
                .formatted(prefix, format, more)
            + "'TableCreationParameters':{'TableName':'"
            + table
            + "',"
            + KEY
            + "}}");
  }

  private static String arn(String answer) {
    Matcher arn = ARN.matcher(answer);
    assertTrue(arn.find(), answer);
    return arn.group(1);
  }

  private String finished(String arn) {
    for (int i = 0; i < 200; i++) {
      region.loop.advanceMs(100);
      String told = region.call("DescribeImport", "{'ImportArn':'" + arn + "'}");
      if (!told.contains("'ImportStatus':'IN_PROGRESS'")) {
        return told;
      }
    }
    throw new AssertionError("it does not end");
  }

  private String imported(String table, String prefix, String format, String more) {
    return finished(arn(begin(table, prefix, format, more)));
  }

  private String item(String table, String id) {
    String answer =
        region.call("GetItem", "{'TableName':'" + table + "','Key':{'id':{'S':'" + id + "'}}}");
    return answer.startsWith("{'Item':") ? answer.substring(8, answer.length() - 1) : answer;
  }

  private String scanned(String table) {
    return region.call("Scan", "{'TableName':'" + table + "'}");
  }

  @Test
  void linesOfJsonBecomeATable() throws Exception {
    object("in/a.json", "{'Item':" + ALL_TYPES + "}\n\n{'Item':{'id':{'S':'b'}}}\n");
    object("in/sub/b.json", "{'Item':{'id':{'S':'c'}}}");
    object("other.json", "{'Item':{'id':{'S':'d'}}}");
    String begun = begin("made", "in/", "DYNAMODB_JSON", "");
    assertTrue(begun.contains("'ImportStatus':'IN_PROGRESS'"), begun);
    assertTrue(
        begun.contains(
            "'CloudWatchLogGroupArn':'arn:aws:logs:us-east-1:000000000000:log-group:/aws-dynamodb/imports:*'"),
        begun);
    assertTrue(begun.contains("'InputCompressionType':'NONE'"), begun);
    String told = finished(arn(begun));
    assertTrue(told.contains("'ImportStatus':'COMPLETED'"), told);
    assertTrue(told.contains("'ErrorCount':0"), told);
    assertTrue(told.contains("'ProcessedItemCount':3,'ImportedItemCount':3"), told);
    assertTrue(
        region.call("DescribeTable", "{'TableName':'made'}").contains("'TableStatus':'ACTIVE'"));
    assertEquals(ALL_TYPES, item("made", "all"));
    assertTrue(scanned("made").contains("'Count':3"), scanned("made"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DYNAMODB_JSON", "ION"})
  void whatWasExportedIsImportedByteForByte(String format) throws Exception {
    region.call("PutItem", "{'TableName':'hash','Item':" + ALL_TYPES + "}");
    for (int i = 0; i < 100; i++) {
      region.call(
          "PutItem",
          "{'TableName':'hash','Item':{'id':{'S':'k%d'},'v':{'N':'%d'}}}".formatted(i, i));
    }
    region.call(
        "UpdateContinuousBackups",
        "{'TableName':'hash','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}}");
    String export =
        region.call(
            "ExportTableToPointInTime",
            "{'TableArn':'arn:aws:dynamodb:us-east-1:000000000000:table/hash','S3Bucket':'there',"
                + "'ExportFormat':'"
                + format
                + "'}");
    Matcher id = Pattern.compile("/export/([0-9a-f-]*)").matcher(export);
    assertTrue(id.find(), export);
    region.loop.advanceMs(5_000);
    String prefix = "AWSDynamoDB/" + id.group(1) + "/data/";
    String told = imported("copy", prefix, format, ",'InputCompressionType':'GZIP'");
    assertTrue(told.contains("'ImportedItemCount':101"), told);
    for (int i = 0; i < 100; i++) {
      assertEquals(item("hash", "k" + i), item("copy", "k" + i));
    }
    assertEquals(ALL_TYPES, item("copy", "all"));
  }

  @Test
  void csvIsStringsButKeys() throws Exception {
    object("a.csv", "id,title,note\nx,\"The \"\"Dark\"\", Side\",\r\ny,2,3\n");
    assertTrue(imported("made", "a.csv", "CSV", "").contains("'ImportStatus':'COMPLETED'"));
    assertEquals(
        "{'id':{'S':'x'},'note':{'S':''},'title':{'S':'The \\'Dark\\', Side'}}", item("made", "x"));
    assertEquals("{'id':{'S':'y'},'note':{'S':'3'},'title':{'S':'2'}}", item("made", "y"));
    object("b.csv", "x|1\ny|2\n");
    assertTrue(
        imported(
                "other",
                "b.csv",
                "CSV",
                ",'InputFormatOptions':{'Csv':{'Delimiter':'|','HeaderList':['id','n']}}")
            .contains("'ImportedItemCount':2"));
    assertEquals("{'id':{'S':'y'},'n':{'S':'2'}}", item("other", "y"));
  }

  @Test
  void itIsUnpacked() throws Exception {
    byte[] line = "{\"Item\":{\"id\":{\"S\":\"packed\"}}}\n".getBytes(UTF_8);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(line);
    }
    object("a.gz", gzip.toByteArray());
    ByteArrayOutputStream zstd = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(zstd)) {
      out.write(line);
    }
    object("a.zst", zstd.toByteArray());
    imported("gzip", "a.gz", "DYNAMODB_JSON", ",'InputCompressionType':'GZIP'");
    assertEquals("{'id':{'S':'packed'}}", item("gzip", "packed"));
    imported("zstd", "a.zst", "DYNAMODB_JSON", ",'InputCompressionType':'ZSTD'");
    assertEquals("{'id':{'S':'packed'}}", item("zstd", "packed"));
  }

  @Test
  void whatIsNoItemIsToldInTheWordsOfAwsLog() throws Exception {
    object(
        "a.json",
        """
        {'Item':{'id':{'S':'good'}}}
        {'Item':{'title':{'S':'x'}}}
        {'Item':{'id':{'N':'1'}}}
        no
        """);
    String arn = arn(begin("made", "a", "DYNAMODB_JSON", ""));
    String told = finished(arn);
    assertTrue(told.contains("'ImportStatus':'FAILED'"), told);
    assertTrue(told.contains("'ErrorCount':3"), told);
    assertTrue(told.contains("'ProcessedItemCount':4,'ImportedItemCount':1"), told);
    assertTrue(
        told.contains(
            "'FailureCode':'ItemValidationError','FailureMessage':'Some of the items failed"
                + " validation checks and were not imported. Please check CloudWatch error logs for"
                + " more details.'"),
        told);
    assertEquals("{'id':{'S':'good'}}", item("made", "good"));
    Path log =
        folder.resolve(
            "archive/logs/aws-dynamodb/imports/" + arn.replaceAll(".*/", "") + "/error-00000.json");
    List<String> lines = Files.readAllLines(log);
    assertEquals(3, lines.size());
    assertEquals(
        "{'itemS3Pointer':{'bucket':'there','key':'a.json','itemIndex':1},'importArn':'"
            + arn
            + "','errorMessages':['One or more parameter values were invalid: Missing the key id in"
            + " the item']}",
        lines.stream()
            .map(each -> each.replace('"', '\''))
            .filter(each -> each.contains("'itemIndex':1}"))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void whereNothingCanBeReadThereIsNoTable() throws Exception {
    String told = imported("made", "a", "DYNAMODB_JSON", "");
    assertTrue(
        told.contains(
            "'FailureCode':'S3NoSuchBucket','FailureMessage':'The specified bucket does not exist"),
        told);
    assertTrue(region.call("DescribeTable", "{'TableName':'made'}").startsWith("ResourceNotFound"));
    bucket();
    assertTrue(imported("made", "a", "DYNAMODB_JSON", "").contains("'FailureCode':'S3NoSuchKey'"));
    assertFalse(scanned("made").startsWith("{"));
  }

  @Test
  void abombAndALongLineAreBoundedErrors() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 20];
    try (OutputStream out = new ZstdOutputStream(bytes)) {
      for (int i = 0; i < 100; i++) {
        out.write(zeros);
      }
    }
    assertTrue(bytes.size() < 100_000, "it unpacks to " + bytes.size());
    object("bomb", bytes.toByteArray());
    String told = imported("bombed", "bomb", "DYNAMODB_JSON", ",'InputCompressionType':'ZSTD'");
    assertTrue(told.contains("'FailureCode':'ItemValidationError'"), told);
    assertTrue(logged(told).contains("the object unpacks to more than 1100 times its length"));
    object("long", " ".repeat(5 << 20) + "\n{'Item':{'id':{'S':'after'}}}\n");
    told = imported("lined", "long", "DYNAMODB_JSON", "");
    assertTrue(told.contains("'ErrorCount':1"), told);
    assertTrue(logged(told).contains("The line is longer than 4194304 bytes"), logged(told));
    assertEquals("{'id':{'S':'after'}}", item("lined", "after"));
  }

  private String logged(String told) throws IOException {
    return Files.readString(
        folder.resolve(
            "archive/logs/aws-dynamodb/imports/"
                + arn(told).replaceAll(".*/", "")
                + "/error-00000.json"));
  }

  @Test
  void anObjectThatCannotBeReadToItsEndIsOneError() throws Exception {
    object("a.ion", "$ion_1_0 {Item:{id:'x'}} {Item:{id:");
    object("b.ion", "{Item:{id:'y',n:1.5,d:2000-01-01T}}\n{Item:{id:'z',s:$dynamodb_NS::[1,2.5]}}");
    String told = imported("made", "", "ION", "");
    assertTrue(told.contains("'ErrorCount':2"), told);
    assertTrue(logged(told).contains("the object is not Ion"), logged(told));
    assertEquals("{'id':{'S':'x'}}", item("made", "x"));
    assertEquals("{'id':{'S':'z'},'s':{'NS':['1','2.5']}}", item("made", "z"));
    object("c.csv", "nothing like gzip");
    assertTrue(
        imported("packed", "c.csv", "CSV", ",'InputCompressionType':'GZIP'")
            .contains("'ErrorCount':1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 40, 80, 120})
  void aCrashUnderWayLosesNothing(int steps) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2_100; i++) {
      lines.append("{'Item':{'id':{'S':'a%d'}}}\n".formatted(i));
    }
    object("1.json", lines.toString());
    object("2.json", lines.toString().replace("'a", "'b"));
    LoneRegion.Pending begun =
        region.begin(
            "ImportTable",
            "{'S3BucketSource':{'S3Bucket':'there'},'InputFormat':'DYNAMODB_JSON',"
                + "'TableCreationParameters':{'TableName':'made',"
                + KEY
                + "}}");
    while (!begun.isAnswered()) {
      region.loop.run(1);
    }
    String arn = arn(begun.answer());
    region.loop.run(steps);
    assertEquals("IN_PROGRESS", status(arn));
    assertEquals(TableStatus.CREATING, region.table("made").status());
    region.crash();
    String told = finished(arn);
    assertTrue(told.contains("'ProcessedItemCount':4200,'ImportedItemCount':4200"), told);
    int found = 0;
    for (String letter : List.of("a", "b")) {
      for (int i = 0; i < 2_100; i++) {
        found += item("made", letter + i).startsWith("{'id'") ? 1 : 0;
      }
    }
    assertEquals(4_200, found);
  }

  private String status(String arn) {
    LoneRegion.Pending told = region.begin("DescribeImport", "{'ImportArn':'" + arn + "'}");
    return told.answer().replaceAll(".*'ImportStatus':'([A-Z_]*)'.*", "$1");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertEquals(
        "ResourceInUseException: Table already exists: hash",
        begin("hash", "a", "DYNAMODB_JSON", ""));
    assertTrue(
        begin("made", "a", "ION", ",'InputFormatOptions':{'Csv':{'Delimiter':','}}")
            .startsWith("ValidationException: "));
    String first = begin("made", "a", "DYNAMODB_JSON", ",'ClientToken':'t'");
    assertEquals(arn(first), arn(begin("made", "a", "DYNAMODB_JSON", ",'ClientToken':'t'")));
    assertEquals(
        "ImportConflictException: Duplicate request detected",
        begin("made", "b", "DYNAMODB_JSON", ",'ClientToken':'t'"));
    String nobody =
        "arn:aws:dynamodb:us-east-1:000000000000:table/hash/import/01234567890123-0123abcd";
    assertEquals(
        "ImportNotFoundException: Import not found: " + nobody,
        region.call("DescribeImport", "{'ImportArn':'" + nobody + "'}"));
    assertTrue(region.call("ListImports", "{'PageSize':1}").contains("'ImportSummaryList':[{"));
  }
}
