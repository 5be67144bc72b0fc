/// The look of the shop: its own, so that nobody takes it for Portico or for the real shop.
enum ShopStyle {
    static let sheet = """
        *{box-sizing:border-box}
        body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#1b1f24;background:#f4f1ea}
        header{background:#3b2f63;color:#fff;padding:.7rem 1.2rem;display:flex;gap:1rem;align-items:center;flex-wrap:wrap}
        header strong{font-size:1.15rem}
        header span{background:#ffd166;color:#3b2f63;border-radius:1rem;padding:.1rem .7rem;font-size:.85rem;font-weight:600}
        header nav{margin-left:auto;display:flex;gap:1rem}
        header a{color:#fff}
        main{max-width:72rem;margin:0 auto;padding:1.2rem}
        h1{font-size:1.5rem;margin:.4rem 0 1rem}
        h2{font-size:1.15rem}
        .shelf{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem;padding:0;list-style:none}
        .item,.box{background:#fff;border:1px solid #ddd6c8;border-radius:.6rem;padding:1rem}
        .item{display:flex;flex-direction:column;gap:.3rem}
        .item h2{font-size:1rem;margin:0}
        .item form{margin-top:auto;display:flex;gap:.5rem}
        .box{margin:0 0 1rem}
        .price{font-size:1.2rem;font-weight:600}
        p:first-child{margin-top:0}
        .note{color:#5c6470;font-size:.88rem}
        ul.box{padding-left:2rem}
        main a{color:#3b2f63}
        main a.button{color:#fff}
        .tell{border-left:5px solid #3b2f63}
        .bad{border-left:5px solid #b3261e}
        .good{border-left:5px solid #1d7a46}
        table{border-collapse:collapse;width:100%;background:#fff}
        th,td{padding:.5rem .6rem;text-align:left;border-bottom:1px solid #e6e0d4;vertical-align:top}
        td.n,th.n{text-align:right;white-space:nowrap}
        input{font:inherit;padding:.35rem .5rem;border:1px solid #8a8577;border-radius:.35rem}
        input[type=number]{width:5rem}
        button,.button{font:inherit;font-weight:600;background:#3b2f63;color:#fff;border:0;border-radius:.4rem;padding:.45rem .9rem;\
        cursor:pointer;text-decoration:none;display:inline-block}
        button.quiet{background:#e5dff3;color:#3b2f63}
        button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid #ffd166;outline-offset:1px}
        .row{display:flex;gap:.7rem;flex-wrap:wrap;align-items:center}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f7f5f0;padding:.7rem;font-size:.8rem}
        """
}
