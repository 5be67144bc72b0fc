/// The codes of UN/CEFACT Recommendation 20 and 21 that goods and services are commonly ordered in.
///
/// A code that is not here is kept as it came and told to the buyer; it is never taken for another.
enum UnitsOfMeasure {
    static func isKnown(_ code: String) -> Bool { known.contains(code) }

    private static let known: Set<String> = {
        let codes = """
            EA C62 H87 PCE NAR PR DZN DPC SET KT NMP ST RM QR MIL CEN HUR MIN SEC DAY WEE MON ANN LS E48 E49 ACT
            KGM GRM MGM TNE LBR ONZ STN LTN CWI DTN MC HGM
            MTR CMT MMT KTM DMT FOT INH YRD SMI LM LF
            MTK CMK MMK FTK INK YDK HAR ACR
            MTQ CMQ DMQ LTR MLT CLT DLT HLT GLL GLI QT PT OZA OZI FTQ INQ YDQ BLL
            BX BO BG BE BD BJ BK BN BT CA CN CR CS CT CTN CY DR EN FL JR JY KG LE PA PC PF PG PK PL PX RO RL SA SC SH SK SL SO SV SW TB TN
            TU UN VI XBX XPK XBG XBO XCT XCS XCR XDR XPX XRO XSA XPA XBD XEN XTU XTB XUN X4B X4G XPL
            KWH MWH WTT KWT VLT AMP OHM HTZ CEL FAH BAR PAL JOU 4L AD E34 E35 2P
            """
        return Set(codes.split { $0 == " " || $0 == "\n" }.map(String.init))
    }()
}
